"""Themes of one open case file, as the window and the terminal use them."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from app import store
from app.records import (
    PostroomError,
    Scheme,
    Stance,
    Step,
    ThemedRow,
    ThemeEdit,
    ThemeFilter,
    ThemeSettings,
    ThemesReport,
    TrendsReport,
)
from app.store import CaseFile
from app.workflow.import_work import with_theme_choices
from app.workflow.theme_facts import nothing_found, settings_of
from app.workflow.tools import Tools

__all__ = ["ThemeWork"]

# What finds, names and counts loads scipy, which takes longer than showing a window may:
# it is imported where it is called.


class ThemeWork:
    """Themes of one open case file.

    Args:
        case: The case file, open.
        tools: What a run works with.
    """

    def __init__(self, case: CaseFile, tools: Tools) -> None:
        self._case = case
        self._tools = tools
        self._report: tuple[int, ThemesReport] | None = None
        self._counted: TrendsReport | None = None

    # ------------------------------------------------------------ finding

    def find(
        self,
        settings: ThemeSettings,
        scheme: Scheme | None = None,
        passwords: tuple[str, ...] = (),
    ) -> Generator[Step]:
        """Read what waits, find the themes of all items and name them.

        With a scheme its categories are themes that items are assigned to, and in what fits
        none of them further themes are found. Themes that the case has already keep their
        keys, names and what persons did to them; others are marked as new. Closing the
        iterator stops the run; until it is done the case holds what it held before.

        Raises:
            PostroomError: The embedder is missing, there is no column that was asked for,
                there is nothing to read, or the case file can only be read.
        """
        from app.workflow.theme_finding import find  # noqa: PLC0415 - see above

        yield from find(self._case, self._tools, settings, scheme, passwords)

    def assign(self) -> Generator[Step]:
        """Give every item all themes that it speaks of, with probability and quotation.

        Items that a person has checked teach, and stay as they are.

        Raises:
            PostroomError: No themes have been looked for, none is left, the embedder is
                missing, or the case file can only be read.
        """
        from app.workflow.theme_assigning import assign  # noqa: PLC0415 - see above

        yield from assign(self._case, self._tools)

    # ------------------------------------------------------------ looking

    @property
    def settings(self) -> ThemeSettings:
        """What the last analysis was asked; the usual settings before the first.

        Columns that a person has confirmed of sheets stand where none were asked for.
        """
        run, _ = store.analysed_run(self._case)
        asked = settings_of(store.run(self._case, run)) if run else ThemeSettings()
        return with_theme_choices(self._case, asked)

    @property
    def found(self) -> bool:
        """Whether there is an analysis."""
        return store.analysed_run(self._case)[0] != 0

    def report(self) -> ThemesReport:
        """All that the analysis found, as it stands now; counts are counted anew.

        Raises:
            PostroomError: No themes have been looked for.
        """
        if not self.found:
            raise nothing_found()
        # All that changes a count leaves an entry in the audit trail.
        stamp = store.newest_entry(self._case)
        if self._report is None or self._report[0] != stamp:
            from app.workflow.theme_report import report_of  # noqa: PLC0415 - see above

            self._report = stamp, report_of(self._case, self._tools.version)
        return self._report[1]

    def rows(self, wanted: ThemeFilter, offset: int, limit: int) -> list[ThemedRow]:
        """So many items from an offset on.

        Those of one theme come with the most central or likely first, others in input
        order.
        """
        return store.themed_rows(self._case, wanted, offset, limit)

    def count_rows(self, wanted: ThemeFilter) -> int:
        """How many items there are."""
        return store.count_themed_rows(self._case, wanted)

    # ------------------------------------------------------------ signing off

    def edit(self, edit: ThemeEdit) -> ThemesReport:
        """Do to the themes what a person wants, and tell how they stand then.

        Raises:
            PostroomError: There is no such theme, its name is taken, it does not fall
                apart, or the case file can only be read.
        """
        from app.workflow.theme_editing import edit_themes  # noqa: PLC0415 - see above

        edit_themes(self._case, self._tools, edit)
        return self.report()

    def undo(self) -> str:
        """Take back the newest edit or correction since the analysis.

        Returns:
            The sentence of what was taken back; empty where nothing stands.

        Raises:
            PostroomError: The case file can only be read.
        """
        return store.undo_theme_edit(self._case, self._tools.person)

    def correct(
        self,
        item_keys: Sequence[int],
        themes: Sequence[str],
        stance: Stance | None = None,
    ) -> int:
        """Store a person's word: these items speak of exactly these themes.

        Args:
            item_keys: Of the items.
            themes: Names; none where the items speak of no theme.
            stance: Which side they take; None leaves that as it is.

        Returns:
            Of how many items it was said.

        Raises:
            PostroomError: There is no such theme, or the case file can only be read.
            KeyError: There is no such item.
        """
        from app.workflow.theme_correcting import correct  # noqa: PLC0415 - see above

        return correct(self._case, self._tools.person, item_keys, themes, stance)

    # ------------------------------------------------------------ out

    def export(self, path: Path) -> Iterator[Step]:
        """Write the analysis as .xlsx, .json or .docx, told by the name's ending.

        Raises:
            PostroomError: No themes have been looked for, or the file cannot be written.
        """
        from app.workflow.theme_exporting import export  # noqa: PLC0415 - see above

        yield from export(self._case, path, self.report())

    def draw(self, folder: Path, kind: str) -> list[Path]:
        """Draw pictures of the analysis into a folder, as ``"png"`` or ``"svg"``.

        Raises:
            PostroomError: No themes have been looked for, or nothing can be written there.
        """
        from app.writers.pictures import draw_pictures  # noqa: PLC0415 - see above

        return draw_pictures(folder, self.report(), kind)

    # ------------------------------------------------------------ counting alone

    def count(self, column: str, settings: ThemeSettings) -> Generator[Step]:
        """Read what waits and count over time what a column says; ``counted`` then tells.

        Raises:
            PostroomError: There is no such column, it holds no categories, or there are no
                dates.
        """
        from app.workflow.theme_counting import count  # noqa: PLC0415 - see above

        self._counted = yield from count(self._case, self._tools, column, settings)

    @property
    def counted(self) -> TrendsReport:
        """What the last count found.

        Raises:
            PostroomError: Nothing was counted.
        """
        if self._counted is None:
            raise PostroomError("Nothing has been counted yet.", "Count a column first.")
        return self._counted

    def export_trends(self, path: Path) -> None:
        """Write what the last count found as .json or .xlsx.

        Raises:
            PostroomError: Nothing was counted, or the file cannot be written.
        """
        from app.workflow.theme_exporting import need_another_name  # noqa: PLC0415 - as
        from app.writers.theme_files import write_trends  # noqa: PLC0415 - above

        need_another_name(self._case, path)
        write_trends(path, self.counted)
