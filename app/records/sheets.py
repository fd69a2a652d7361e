"""How sheets are read: what a reader proposes, and what a person has confirmed."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SheetChoice", "SheetLook"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetChoice:
    """What a person has confirmed of one sheet of a document; kept in the case.

    Attributes:
        sheet: Its name; None for a text table, which has none.
        read: Whether it is read at all.
        header_row: Row with the headers as the spreadsheet shows it, from 1; 0 where the
            first row is data already, None where the reader finds it.
        column: Header of the text column; empty to let the reader propose one.
        date_column: Header of the column with dates; empty for none.
        by: Headers of columns to group by.
        private_column: Header of a column that marks rows as private; empty for none.
    """

    sheet: str | None = None
    read: bool = True
    header_row: int | None = None
    column: str = ""
    date_column: str = ""
    by: tuple[str, ...] = ()
    private_column: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetLook:
    """The first rows of a sheet as they are read, and what is proposed for it.

    Attributes:
        sheet: Its name; None for a text table.
        hidden: Whether it is hidden in the workbook.
        numbers: Of the rows shown, as the spreadsheet has them.
        rows: Those rows as text from the first one on, those above the headers too; long
            cells are cut.
        headers: Unique names of the columns.
        kinds: What each column holds: ``"text"``, ``"email"``, ``"code"``, ``"number"``,
            ``"date"`` or ``"empty"``.
        proposed: What is read if nobody says otherwise; its ``column`` is empty where no
            column holds text.
    """

    sheet: str | None
    hidden: bool = False
    numbers: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    headers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    proposed: SheetChoice
