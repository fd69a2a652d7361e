"""Workbooks (xlsx, xlsm, xlsb, xls, ods) through calamine, sheet by sheet."""

from __future__ import annotations

import io
import warnings
from collections.abc import Generator, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import msoffcrypto
import msoffcrypto.format.doc97
import msoffcrypto.format.xls97
import openpyxl
import python_calamine as calamine

from app.readers.answers import Answer, Refused, count, part_answer
from app.readers.cells import row_texts
from app.readers.cleaning import clean_name
from app.readers.columns import fold
from app.readers.requests import ReadCaps, ReadRequest
from app.readers.sources import Source
from app.readers.tables import SheetRow, preview_answer, table_answers
from app.readers.zip_guard import guard_workbook
from app.records import PartState

__all__ = ["Workbook", "decrypted", "workbook_answers", "workbook_previews"]

ZIP_MARK = b"PK"
# Sold as a default by Microsoft for files that are only protected against changes.
KNOWN_PASSWORD = "VelvetSweatshop"  # noqa: S105 - public, MS-OFFCRYPTO 2.4.2.3

# The library decrypts old files through a temporary file; a child may not write any, and
# nothing of a document may lie on the disk.
IN_MEMORY = SimpleNamespace(TemporaryFile=io.BytesIO)
msoffcrypto.format.xls97.tempfile = IN_MEMORY
msoffcrypto.format.doc97.tempfile = IN_MEMORY


class Workbook:
    """An open workbook; its parser's panics are told as damage.

    Args:
        source: Its bytes.
        passwords: Tried in turn where it is encrypted.
        caps: What it may use up.

    Raises:
        Refused: It is damaged, over a cap, or encrypted and no password opens it.
    """

    def __init__(self, source: Source, passwords: Sequence[str], caps: ReadCaps) -> None:
        source = unlocked(source, passwords, caps)
        self.source = source
        if source.head(2) == ZIP_MARK:
            with source.open() as file:
                guard_workbook(file, caps)
        elif source.size > caps.entry_bytes:
            raise Refused(
                f"The file has more than {count(caps.entry_bytes // 10**6, 'megabyte')}.",
                "too big",
            )
        self._book = opened(source)
        self.sheets = list(self._book.sheets)
        self.others = self._book.others

    def close(self) -> None:
        """Give back the memory."""
        self._book.close()

    def rows(self, index: int) -> Iterator[SheetRow]:
        """The rows of a sheet from its first one on, as text.

        Raises:
            Refused: The sheet is damaged.
        """
        # Rust panics are no Exception, and openpyxl raises errors of any class.
        try:
            for number, row in enumerate(self._book.rows(index), start=1):
                yield SheetRow(first=number, last=number, cells=row_texts(row))
        except GeneratorExit:
            raise
        except BaseException as error:  # noqa: BLE001 - as above
            raise damaged(error) from None


class FirstOpinion:
    """A workbook as calamine sees it."""

    def __init__(self, source: Source) -> None:
        if source.path is not None:
            self._book = calamine.CalamineWorkbook.from_path(source.path)
        else:
            self._book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        metadata = self._book.sheets_metadata
        self.sheets = [
            (index, sheet.name, sheet.visible != calamine.SheetVisibleEnum.Visible)
            for index, sheet in enumerate(metadata)
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        self.others = len(metadata) - len(self.sheets)

    def rows(self, index: int) -> Iterator[Sequence[object]]:
        """The cells of a sheet from its first row and its first used column on."""
        yield from self._book.get_sheet_by_index(index).iter_rows()

    def close(self) -> None:
        """Give back the memory."""
        self._book.close()


class SecondOpinion:
    """A workbook as openpyxl sees it, for the few (macro sheets) that calamine gives up."""

    def __init__(self, source: Source) -> None:
        self._file = source.open()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._book: Any = openpyxl.load_workbook(
                self._file, read_only=True, data_only=True, keep_links=False
            )
        sheets = self._book.worksheets
        self.sheets = [
            (index, sheet.title, sheet.sheet_state != "visible")
            for index, sheet in enumerate(sheets)
        ]
        self.others = len(self._book.sheetnames) - len(self.sheets)

    def rows(self, index: int) -> Iterator[Sequence[object]]:
        """The cells of a sheet from its first row and column on."""
        sheet = self._book.worksheets[index]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)

    def close(self) -> None:
        """Give back the memory and the file."""
        self._book.close()
        self._file.close()


def opened(source: Source) -> FirstOpinion | SecondOpinion:
    """What calamine makes of a file, or openpyxl where that gives up."""
    # Rust panics are no Exception.
    try:
        return FirstOpinion(source)
    except calamine.PasswordError:
        raise Refused("It needs a password.", "password") from None
    except BaseException as error:  # noqa: BLE001 - Rust panics are no Exception
        refusal = damaged(error)
        if not isinstance(refusal, Refused) or source.head(2) != ZIP_MARK:
            raise refusal from None
    # openpyxl raises errors of any class on damaged files.
    try:
        return SecondOpinion(source)
    except Exception:  # noqa: BLE001
        raise refusal from None


def damaged(error: BaseException) -> BaseException:
    """The refusal for what a parser raised; what is not its doing stays as it is."""
    if isinstance(error, (MemoryError, KeyboardInterrupt, SystemExit, Refused)):
        return error
    return Refused(
        f"The workbook is damaged or of an unknown kind ({type(error).__name__}).",
        "damaged",
    )


def unlocked(source: Source, passwords: Sequence[str], caps: ReadCaps) -> Source:
    """The same workbook without its password, where it has one that is known."""
    if source.head(2) == ZIP_MARK:
        return source
    # msoffcrypto raises errors of any class on files that are no compound files.
    try:
        with source.open() as file:
            encrypted = msoffcrypto.OfficeFile(file).is_encrypted()
    except Exception:  # noqa: BLE001
        return source
    return decrypted(source, passwords, caps) if encrypted else source


def decrypted(source: Source, passwords: Sequence[str], caps: ReadCaps) -> Source:
    """An encrypted Office file as it was before encryption.

    Raises:
        Refused: No password opens it, or its encryption is unknown.
    """
    data = source.whole(caps)
    problem = ""
    for password in (KNOWN_PASSWORD, *passwords):
        out = io.BytesIO()
        # msoffcrypto raises its own errors and those of struct, xml and cryptography.
        try:
            office = msoffcrypto.OfficeFile(io.BytesIO(data))
            office.load_key(password=password)
            office.decrypt(out)
        except msoffcrypto.exceptions.InvalidKeyError:
            continue
        except Exception as error:  # noqa: BLE001
            problem = type(error).__name__
            continue
        if plausible(out.getvalue()):
            return Source(name=source.name, data=out.getvalue())
    if problem and not passwords:
        raise Refused("It needs a password.", "password")
    if problem and problem != "DecryptionError":
        raise Refused(
            f"It is encrypted in a way that is not known ({problem}).", "unsupported"
        )
    raise Refused("It needs a password.", "password")


def plausible(data: bytes) -> bool:
    """Whether decrypted bytes are an Office file, as a wrong key may go unnoticed."""
    if data[:2] == ZIP_MARK:
        return True
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return False
    try:
        calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        return False
    except BaseException as error:  # noqa: BLE001 - Rust panics are no Exception
        return not isinstance(error, (MemoryError, KeyboardInterrupt, SystemExit))
    return True


def workbook_answers(
    book: Workbook, request: ReadRequest, caps: ReadCaps, first: int
) -> Iterator[Answer]:
    """Every sheet's rows, and how the workbook ended.

    Args:
        book: The open workbook.
        request: Which sheet and column are wanted.
        caps: What it may use up.
        first: Number of the first sheet to read, from 0; those before it are done.
    """
    wanted = [sheet for sheet in book.sheets if wants(sheet[1], request)]
    if request.sheet and not wanted:
        names = ", ".join(clean_name(name) for _, name, _ in book.sheets)
        raise Refused(
            f"There is no sheet {request.sheet}; there are: {names}.", "no text column"
        )
    notes = []
    if book.others:
        notes.append(f"{count(book.others, 'sheet')} of charts or macros left out")
    for place, (index, untrusted_name, hidden) in enumerate(wanted):
        if place < first:
            continue
        name = clean_name(untrusted_name)
        yield {"type": "sheet began", "number": place, "name": name}
        if reason := why_unread(name, request, hidden=hidden):
            yield from unread_answers(book, index, name, reason)
            notes += [f"the hidden sheet {name} was not read"] if hidden else []
        else:
            notes += yield from sheet_answers(book.rows(index), name, request, caps)
    yield {"type": "noted", "notes": notes}


def sheet_answers(
    rows: Iterator[SheetRow], name: str, request: ReadRequest, caps: ReadCaps
) -> Generator[Answer, None, list[str]]:
    """The rows of one sheet; returns what to note of it."""
    try:
        outcome = yield from table_answers(rows, name, request, caps)
    except Refused as refusal:
        yield part_answer(PartState.FAILED, (1, 1), name, refusal.reason, refusal.code)
        return []
    if outcome.text_column is None and outcome.headers:
        return [without_text(name, request)]
    return []


def without_text(name: str, request: ReadRequest) -> str:
    """Why a sheet gave no items."""
    chosen = request.chosen(name)
    column = request.column or (chosen.column if chosen else "")
    if column:
        return f"the sheet {name} has no column {column}"
    return f"the sheet {name} has no column of text"


def why_unread(name: str, request: ReadRequest, *, hidden: bool) -> str:
    """Why a sheet is not read; empty where it is."""
    chosen = request.chosen(name)
    if request.sheet:
        return ""  # wanted by its name
    if chosen is not None:
        return "" if chosen.read else "the sheet was left out by a person"
    return "the sheet is hidden; name it to have it read" if hidden else ""


def unread_answers(book: Workbook, index: int, name: str, reason: str) -> Iterator[Answer]:
    """The ledger's line for a sheet that is not read: its rows are counted."""
    last = 0
    try:
        for row in book.rows(index):
            last = row.last
    except Refused as refusal:
        yield part_answer(PartState.FAILED, (1, 1), name, refusal.reason, refusal.code)
        return
    if last:
        yield part_answer(PartState.EMPTY, (1, last), name, reason)


def wants(name: str, request: ReadRequest) -> bool:
    """Whether a sheet is the one asked for, or none was asked for."""
    return not request.sheet or fold(name) == fold(request.sheet)


def workbook_previews(
    book: Workbook, request: ReadRequest, caps: ReadCaps
) -> Iterator[Answer]:
    """The first rows and the layout of every sheet."""
    for index, name, hidden in book.sheets:
        try:
            answer = preview_answer(book.rows(index), clean_name(name), request, caps)
        except Refused:
            continue
        answer["hidden"] = hidden
        yield answer
