"""A sheet of a workbook that is written row by row and kept nowhere but in its file."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter

# The public way writes to the system's temporary folder, where a kill would leave rows of
# documents behind, and makes an object of every cell, which takes three times as long.
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import fromstring

from app.writers.cells import cell_xml

__all__ = ["Cell", "SheetStream"]

Cell = tuple[str | float | None, str]


class SheetStream(WorksheetWriter):  # type: ignore[misc]  # openpyxl has no types
    """Writes a write-only sheet to a file beside the workbook, whose save closes it.

    Args:
        sheet: A write-only sheet with its view, widths and page set up.
        path: The file for its XML; the workbook's save removes it.
        styles: Numbers of the styles by name.
    """

    def __init__(self, sheet: Worksheet, path: Path, styles: Mapping[str, int]) -> None:
        # A file object reports a full disk as OSError; lxml's own writing does not.
        self._file = path.open("wb")
        super().__init__(sheet, self._file)
        self.out = str(path)
        sheet._writer = self  # noqa: SLF001 - see the import above
        self._styles = styles
        self._letters: list[str] = []
        self.rows_written = 0
        self.write_top()
        self._xml = self.xf.send(True)  # noqa: FBT003 - openpyxl's protocol
        self._data = self._xml.element("sheetData")
        self._data.__enter__()

    def add(self, cells: Sequence[Cell], height: float | None = None) -> None:
        """Write the next row: values with the names of their styles; height in points."""
        while len(self._letters) < len(cells):
            self._letters.append(get_column_letter(len(self._letters) + 1))
        self.rows_written += 1
        number = self.rows_written
        inner = [
            cell_xml(f"{letter}{number}", value, style, self._styles)
            for letter, (value, style) in zip(self._letters, cells, strict=False)
            if value is not None and value != ""
        ]
        tall = "" if height is None else f' ht="{height}" customHeight="1"'
        self._xml.write(fromstring(f'<row r="{number}"{tall}>{"".join(inner)}</row>'))

    def write_rows(self) -> None:
        """End the rows; the workbook's save calls it and writes what follows them."""
        self._data.__exit__(None, None, None)
        self.xf.send(None)

    def close(self) -> None:
        """End the XML and close its file."""
        super().close()
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file, finished or not."""
        if not self._file.closed:
            # The XML must be ended before its file goes, or lxml complains later on.
            with contextlib.suppress(OSError):
                self.write_rows()
                super().close()
            with contextlib.suppress(OSError):
                self._file.close()

    def cleanup(self) -> None:
        """Remove the file; called by the workbook's save once it is packed."""
        Path(self.out).unlink()
