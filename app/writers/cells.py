"""What may stand in a cell of an Excel sheet, and how it looks."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from app.writers.formulas import looks_like_formula

__all__ = ["CELL_UNITS", "cell_xml", "styles_of"]

CELL_UNITS = 32_767  # Excel's limit, in UTF-16 code units
CUT = " … [cut: Excel holds no more]"
# Everything that XML 1.0 does not allow.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads these as characters by number; "_" written as _x005F_ keeps them as they are.
ESCAPES = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
QUOTED = "'"

TOP = Alignment(vertical="top")
WRAPPED = Alignment(vertical="top", wrap_text=True)
FILLS = {"sorted": "E2F0D9", "needs review": "FFF2CC", "failed": "F8D7DA"}
THIN = Border(bottom=Side(style="thin", color="7F7F7F"))


def cell_xml(
    reference: str, value: str | float, style: str, styles: Mapping[str, int]
) -> str:
    """A cell of a sheet as XML; text is never anything but text.

    Args:
        reference: Such as ``B7``.
        value: Text, or a number.
        style: One of the names of ``styles_of``.
        styles: Numbers of the styles in the workbook.
    """
    if not isinstance(value, str):
        return f'<c r="{reference}" s="{styles[style]}"><v>{value!r}</v></c>'
    if looks_like_formula(value):
        # Without the quote prefix, editing the cell and leaving it would make a formula.
        style += QUOTED
    text = html.escape(cell_text(value), quote=False)
    return (
        f'<c r="{reference}" s="{styles[style]}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{text}</t></is></c>'
    )


def cell_text(text: str) -> str:
    """The text as a cell holds it: LF as line end, nothing illegal, cut to fit."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = ILLEGAL.sub("\ufffd", text)
    if len(text) > CELL_UNITS // 2:
        text = cut(text)
    return ESCAPES.sub("_x005F_", text)


def cut(text: str) -> str:
    """The text, or its beginning and a mark where it is longer than a cell holds."""
    units = text.encode("utf-16-le")
    if len(units) <= CELL_UNITS * 2:
        return text
    # A pair that is cut through leaves half of itself, which is dropped.
    return units[: (CELL_UNITS - len(CUT)) * 2].decode("utf-16-le", errors="ignore") + CUT


def styles_of(sheet: Worksheet) -> Mapping[str, int]:
    """The numbers of all styles in the workbook of a sheet, by name.

    A name with an apostrophe after it is the same style with Excel's quote prefix.
    """
    header = {"font": Font(bold=True, color="FFFFFF"), "alignment": WRAPPED}
    looks: dict[str, dict[str, Any]] = {
        "text": {"alignment": TOP},
        "wrapped": {"alignment": WRAPPED},
        "bold": {"alignment": TOP, "font": Font(bold=True), "border": THIN},
        "title": {"font": Font(bold=True, size=14)},
        "count": {"alignment": TOP, "number_format": "#,##0"},
        "probability": {"alignment": TOP, "number_format": "0.00%"},
        "share": {"alignment": TOP, "number_format": "0.0%"},
        "header": {**header, "fill": PatternFill("solid", fgColor="595959")},
        "own header": {**header, "fill": PatternFill("solid", fgColor="1F4E78")},
    }
    for status, colour in FILLS.items():
        looks[status] = {"alignment": TOP, "fill": PatternFill("solid", fgColor=colour)}
    numbers = {}
    for name, look in looks.items():
        cell = WriteOnlyCell(sheet)
        for attribute, part in look.items():
            setattr(cell, attribute, part)
        numbers[name] = int(cell.style_id)
        cell.quotePrefix = True
        numbers[name + QUOTED] = int(cell.style_id)
    return numbers
