"""How documents come into a case file: sheets looked at, choices kept, second tries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app import store
from app.readers import Reader, ReadRequest, SheetPreview, find_documents
from app.records import (
    Document,
    DocumentState,
    PasswordNeededError,
    PostroomError,
    SheetChoice,
    SheetLook,
    SortSettings,
    ThemeSettings,
)
from app.store import CaseFile
from app.workflow.import_text import is_own_copy

__all__ = ["SHEET_ENDINGS", "ImportWork", "with_sheet_choices", "with_theme_choices"]

SHEET_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")
# A document that ended so is worth another try; one that was read whole is not.
UNREAD = (DocumentState.FAILED, DocumentState.PARTLY, DocumentState.EMPTY)


class ImportWork:
    """How documents come into one open case file, and leave it again.

    Args:
        case: The case file, open.
        reader: Gives the reader whose child looks into documents.
        pasted: Folder of the texts that were pasted; None where none are kept.
    """

    def __init__(
        self, case: CaseFile, reader: Callable[[], Reader], pasted: Path | None = None
    ) -> None:
        self._case = case
        self._reader = reader
        self._pasted = pasted

    # ------------------------------------------------------------ sheets

    def unconfirmed(self) -> list[Document]:
        """Workbooks and text tables that wait and whose columns nobody has confirmed.

        Only those that lie on the disk themselves: what a mail or an archive holds is not
        known before it is read.
        """
        known = store.all_sheet_choices(self._case)
        return [
            document
            for document in store.documents(self._case)
            if document.state is DocumentState.WAITING
            and not document.inner
            and Path(document.path).suffix.casefold() in SHEET_ENDINGS
            and document.key not in known
        ]

    def look(
        self,
        document_key: int,
        choices: Sequence[SheetChoice] = (),
        passwords: tuple[str, ...] = (),
    ) -> list[SheetLook]:
        """The first rows of each sheet of a document, and what is proposed for it.

        Args:
            document_key: Of the document.
            choices: Of sheets that are to be looked at in another way than proposed.
            passwords: Tried in turn where it is locked.

        Returns:
            A look at each sheet; none where the document needs a password.

        Raises:
            PostroomError: It cannot be read, or has no sheets.
            KeyError: There is no such document.
        """
        document = store.document(self._case, document_key)
        return self._looked(
            document, ReadRequest(passwords=passwords, sheets=tuple(choices))
        )

    def look_at(self, path: Path, passwords: tuple[str, ...] = ()) -> list[SheetLook]:
        """The same for a file that is not in the case, such as one with labels.

        Raises:
            PostroomError: It is not there, is a folder, cannot be read, or has no sheets.
        """
        if path.is_dir():
            raise PostroomError(f"{path.name} is a folder.", "Choose a file.")
        (document,) = find_documents([path])
        return self._looked(document, ReadRequest(passwords=passwords))

    def _looked(self, document: Document, request: ReadRequest) -> list[SheetLook]:
        """A look at each sheet, by the reader's child."""
        try:
            previews = self._reader().preview(document, request)
        except PasswordNeededError:
            return []
        if not previews:
            raise PostroomError(
                f"{document.name} has no sheet that can be read.",
                "Open it in a spreadsheet program and look whether it is damaged.",
            )
        return [look_of(preview, request) for preview in previews]

    def choices(self, document_key: int) -> list[SheetChoice]:
        """What was confirmed of a document's sheets; empty where nobody has looked."""
        return list(store.sheet_choices(self._case, document_key))

    def confirm(self, document_key: int, choices: Sequence[SheetChoice]) -> None:
        """Keep a person's word on a document's sheets.

        A document that was read is read anew where the word changes how.

        Raises:
            PostroomError: A person has reviewed items of it, so that it cannot be read anew
                without losing that; or the case file can only be read.
            KeyError: There is no such document.
        """
        document = store.document(self._case, document_key)
        before = store.sheet_choices(self._case, document_key)
        with self._case.writing():
            if document.state is not DocumentState.WAITING and tuple(choices) != before:
                store.wait_again(self._case, document_key)
            store.keep_sheet_choices(self._case, document_key, choices)

    # ------------------------------------------------------------ documents

    def try_again(self, document_keys: Sequence[int]) -> int:
        """Let documents that were not read whole wait to be read once more.

        One with items that a person has reviewed is left as it is.

        Returns:
            How many wait.

        Raises:
            PostroomError: The case file can only be read.
        """
        again = 0
        for key in document_keys:
            try:
                document = store.document(self._case, key)
                if document.state in UNREAD:
                    store.wait_again(self._case, key)
                    again += 1
            except KeyError:  # it went with the mail that it lay in
                continue
            except PostroomError:
                if self._case.read_only:
                    raise
        return again

    def remove(self, document_keys: Sequence[int]) -> int:
        """Take documents out of the case with all that was made of them.

        The person's own files are never touched. A pasted text was kept by Postroom only,
        and goes.

        Returns:
            How many documents went, those inside others not counted.

        Raises:
            PostroomError: The case file can only be read.
        """
        wanted = set(document_keys)
        gone = [one for one in store.documents(self._case) if one.key in wanted]
        store.remove_documents(self._case, [one.key for one in gone])
        for document in gone:
            if is_own_copy(document, self._pasted):
                Path(document.path).unlink(missing_ok=True)
        return len(gone)

    def put_back(self, documents: Sequence[Document]) -> int:
        """Let documents that were taken out wait in the case again.

        What had been made of them is not brought back.

        Returns:
            How many wait; the file of any other is not where it was.

        Raises:
            PostroomError: The case file can only be read.
        """
        found = []
        for document in documents:
            path = Path(document.path)
            if path.is_file():
                size = path.stat().st_size
                found.append(Document(name=document.name, path=document.path, size=size))
        return store.add_documents(self._case, found)


def look_of(preview: SheetPreview, request: ReadRequest) -> SheetLook:
    """What a person is shown of a sheet."""
    chosen = request.chosen(preview.name)
    hidden = preview.hidden
    readable = preview.text_column is not None and not hidden
    return SheetLook(
        sheet=preview.name,
        hidden=hidden,
        numbers=tuple(number for number, _ in preview.top),
        rows=tuple(row for _, row in preview.top),
        headers=preview.headers,
        kinds=tuple(preview.kinds[header] for header in preview.headers),
        proposed=SheetChoice(
            sheet=preview.name,
            read=chosen.read if chosen else readable,
            header_row=preview.header_row or 0,
            column=preview.text_column or "",
            date_column=preview.date_column,
            by=preview.by,
            private_column=preview.private_column,
        ),
    )


def with_sheet_choices(case: CaseFile, settings: SortSettings) -> SortSettings:
    """Settings of a run with the private column that was confirmed.

    Where somebody has confirmed sheets, that is the newest word on which rows are private:
    a column that an earlier run was asked for may have another name by now, or none.
    """
    choices = read_choices(case)
    if not choices and settings.private_column:
        # The sheet that had the column may have been taken out of the case.
        there = any(may_have_rows(one) for one in store.documents(case))
        return settings if there else replace(settings, private_column="")
    if not choices:
        return settings
    private = (choice.private_column for choice in choices)
    return replace(settings, private_column=next(filter(None, private), ""))


def may_have_rows(document: Document) -> bool:
    """Whether a document has rows with columns, or may turn out to have some."""
    return (
        document.state is DocumentState.WAITING
        or document.kind in ("workbook", "table")
        or Path(document.path).suffix.casefold() in SHEET_ENDINGS
    )


def with_theme_choices(case: CaseFile, settings: ThemeSettings) -> ThemeSettings:
    """Settings of an analysis with the columns that were confirmed, where it has none."""
    choices = read_choices(case)
    dates = [choice.date_column for choice in choices]
    by = dict.fromkeys(header for choice in choices for header in choice.by)
    return replace(
        settings,
        date_column=settings.date_column or next(filter(None, dates), ""),
        by=settings.by or tuple(by),
    )


def read_choices(case: CaseFile) -> list[SheetChoice]:
    """What was confirmed of all sheets that are read, in input order."""
    known = store.all_sheet_choices(case).values()
    return [choice for choices in known for choice in choices if choice.read]
