"""How documents come in: from a choice on the start page to work that can begin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox

from app.desktop.asking import Answered, DeedDone
from app.desktop.banner import Banner
from app.desktop.case_naming import banner_in_sight
from app.desktop.drop_area import dropped_paths
from app.desktop.import_questions import (
    ConfirmSheets,
    KeepText,
    LookAsked,
    Looked,
    PutBack,
    RemoveDocuments,
    SheetsAsked,
    TryAgain,
)
from app.desktop.import_words import removal_words
from app.desktop.parts import Parts
from app.desktop.questions import About, CaseFacts, JobEnd, Problem
from app.desktop.start_page import SORT, SUMMARIZE, THEMES
from app.desktop.start_recent import Standing, Standings
from app.desktop.words import documents_words
from app.records import Document, SheetChoice

if TYPE_CHECKING:
    from app.desktop.import_sheet import SheetDialog

__all__ = ["Importing"]

# What is waited for where nothing was chosen to be done after it.
_REFRESH = "refresh"
_WAITED_FOR = (
    SheetsAsked,
    ConfirmSheets,
    KeepText,
    RemoveDocuments,
    PutBack,
    TryAgain,
)


class Importing(QObject):
    """Asks for files where there are none, has columns confirmed, and lets work begin.

    Args:
        parts: Of the window.
    """

    inputs_chosen = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._start = parts.start
        self._facts: CaseFacts | None = None
        self._dialog: SheetDialog | None = None
        self._is_sample = False
        self._asked_passwords = False
        self._standings = Standings(parts.postroom.state_folder)
        self._start.recent.know(self._standings.known)
        self.paste_key = QShortcut(
            QKeySequence(QKeySequence.StandardKey.Paste), parts.window
        )
        self._connect()

    # ---------------------------------------------------------------- choosing

    def choose(self, purpose: str) -> None:
        """Something is to be done: files are asked for first where there are none."""
        if self._parts.session.job is not None:
            return
        self._start.purpose = purpose
        self._is_sample = False
        self._start.banner.hide()  # it was about what was done before
        if self._start.files.documents:
            self._go_on()
            return
        files = self._parts.choosers.ask_files(purpose)
        if files:
            self.inputs_chosen.emit(files)
        else:
            self._start.purpose = ""

    def try_sample(self) -> None:
        """The sample is sorted in a case of its own, without a question in between."""
        if self._parts.session.job is not None:
            return
        if self._start.files.documents:
            self._parts.actions.new_case.trigger()
        self._start.purpose, self._is_sample = SORT, True
        self.inputs_chosen.emit((self._parts.postroom.sample_inbox,))

    def paste(self) -> None:
        """Copied files are added; copied text becomes a document, if the person agrees."""
        at = self._parts.screens.currentWidget()
        if self._parts.session.job is not None or at not in (self._start, self._parts.desk):
            return
        # An empty clipboard has no data at all on some systems.
        copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if copied is not None and (paths := dropped_paths(copied)):
            self.inputs_chosen.emit(paths)
        elif copied is not None and copied.hasText() and copied.text().strip():
            self._ask_about_text(copied)
        else:
            what = self.tr("There is nothing to paste.")
            self._banner.say("info", what, self.tr("Copy files or text first."))

    def _ask_about_text(self, copied: QMimeData) -> None:
        from app.desktop.import_paste import PasteDialog  # noqa: PLC0415 - seldom wanted

        dialog = PasteDialog(copied.text(), self._parts.window)
        dialog.accepted.connect(lambda: self._parts.session.do(KeepText(text=dialog.text)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # ---------------------------------------------------------------- going on

    def _go_on(self) -> None:
        """What was chosen begins, once somebody has looked at the sheets it is about."""
        facts, purpose = self._facts, self._start.purpose
        if facts is None or self._dialog is not None:
            return
        if purpose in (SORT, THEMES) and not self._is_sample:
            self._parts.session.ask(SheetsAsked(case=facts.path))
        else:
            self._begin()

    def _begin(self) -> None:
        purpose, self._start.purpose = self._start.purpose, ""
        self._is_sample = False
        wanted = {
            SORT: self._start.sort_wanted,
            THEMES: self._start.themes_wanted,
            SUMMARIZE: self._start.summaries_wanted,
        }
        if purpose in wanted:
            wanted[purpose].emit()

    def _refresh(self) -> None:
        """The facts of the case are read anew; what was chosen goes on after that."""
        self._start.purpose = self._start.purpose or _REFRESH
        self._parts.session.add(())

    # ---------------------------------------------------------------- sheets

    def ask_columns(self, key: int) -> None:
        """One document's columns are looked at again."""
        documents = [one for one in self._start.files.documents if one.key == key]
        if self._parts.session.job is None and self._dialog is None and documents:
            self._open_sheets(documents)

    def _open_sheets(self, documents: list[Document]) -> None:
        from app.desktop.import_sheet import SheetDialog  # noqa: PLC0415 - made when wanted

        dialog = SheetDialog(self._parts.look, documents, self._parts.window)
        self._dialog = dialog
        self._asked_passwords = False
        dialog.look_wanted.connect(self._look)
        dialog.passwords_wanted.connect(lambda: self._ask_passwords(dialog))
        dialog.accepted.connect(lambda: self._confirm(dialog))
        dialog.rejected.connect(self._give_up)
        for document in documents:
            self._look(document.key, ())
        dialog.open()

    def _look(self, key: int, choices: tuple[SheetChoice, ...]) -> None:
        if self._facts is not None:
            self._parts.session.ask(
                LookAsked(
                    case=self._facts.path,
                    document=key,
                    choices=choices,
                    passwords=self._parts.session.passwords,
                )
            )

    def _show_look(self, question: LookAsked, found: Looked) -> None:
        if self._dialog is None:
            return
        if found.looks:
            self._dialog.show_looks(question.document, found.looks, found.kept)
        else:
            self._dialog.show_locked(question.document)
        if self._dialog.is_whole and self._dialog.locked and not self._asked_passwords:
            self._asked_passwords = True
            self._ask_passwords(self._dialog)

    def _ask_passwords(self, sheets: SheetDialog) -> None:
        """The passwords of all locked sheets are asked for at once."""
        from app.desktop.passwords import PasswordsDialog  # noqa: PLC0415 - seldom wanted

        locked = sheets.locked
        dialog = PasswordsDialog(self._parts.look, locked, sheets, self.tr("&Open"))
        dialog.accepted.connect(lambda: self._open_with(dialog.passwords(), locked))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_with(self, passwords: tuple[str, ...], locked: tuple[Document, ...]) -> None:
        if passwords:
            self._parts.session.passwords += passwords
            for document in locked:
                self._look(document.key, ())

    def _confirm(self, dialog: SheetDialog) -> None:
        self._forget_dialog()
        self._parts.session.do(ConfirmSheets(sheets=dialog.confirmed()))

    def _give_up(self) -> None:
        self._forget_dialog()
        self._start.purpose = ""

    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    # ---------------------------------------------------------------- documents

    def show_unread(self) -> None:
        """What could not be read, with what to do about it."""
        if self._facts is None:
            return
        from app.desktop.import_unread import UnreadDialog  # noqa: PLC0415 - seldom wanted

        facts = self._facts
        dialog = UnreadDialog(
            self._parts.look, facts.documents, facts.counts.items, self._parts.window
        )
        dialog.folder_wanted.connect(self._show_folder)
        dialog.again_wanted.connect(self._try_again)
        dialog.passwords_wanted.connect(self._parts.actions.passwords.trigger)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_folder(self, document: Document) -> None:
        self._parts.choosers.show_folder(Path(document.path).parent)

    def _try_again(self, keys: tuple[int, ...]) -> None:
        self._parts.session.do(TryAgain(documents=keys))

    def ask_removal(self, documents: tuple[Document, ...]) -> None:
        """Documents go out of the case, once the person has seen what goes with them."""
        if not documents or self._parts.session.job is not None:
            return
        is_pasted = any(map(self._is_pasted, documents))
        what, more = removal_words(documents, is_pasted=is_pasted)
        box = QMessageBox(self._parts.window)
        box.setWindowTitle(self.tr("Remove from the case \u2013 Postroom"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(what)
        box.setInformativeText(more)
        go = box.addButton(self.tr("&Remove"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(self.tr("&Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        keys = tuple(one.key for one in documents)
        go.clicked.connect(lambda: self._parts.session.do(RemoveDocuments(documents=keys)))
        box.finished.connect(box.deleteLater)
        box.open()

    # ---------------------------------------------------------------- what is told

    @property
    def _banner(self) -> Banner:
        return banner_in_sight(self._parts)

    def _take_facts(self, facts: CaseFacts) -> None:
        self._facts = facts
        self._standings.keep(facts.path, Standing.of(facts))
        self._start.recent.know(self._standings.known)
        self._start.listing.show_items(facts.counts.items)

    def _take_added(self, facts: CaseFacts, _added: int) -> None:
        self._take_facts(facts)
        # Once everybody else has been told of the documents too.
        QTimer.singleShot(0, self, self._after_adding)

    def _after_adding(self) -> None:
        self._start.show_busy(busy=False)
        if self._start.purpose == _REFRESH:
            self._start.purpose = ""
        elif self._start.purpose and self._start.files.documents:
            self._go_on()

    def _take_answer(self, answer: object) -> None:
        match answer:
            case Answered(question=SheetsAsked() as asked, value=list() as documents):
                if self._facts is None or asked.case != self._facts.path:
                    return  # another case is open by now
                if documents and self._dialog is None:
                    self._open_sheets(documents)
                elif not documents:
                    self._begin()
            case Answered(question=LookAsked() as question, value=Looked() as found):
                self._show_look(question, found)
            case _:
                pass

    def _take_done(self, done: DeedDone) -> None:
        match done.deed:
            case KeepText() if isinstance(done.value, Path):
                self.inputs_chosen.emit((done.value,))
            case ConfirmSheets():
                self._refresh()
            case TryAgain():
                self._tell_again(done.value)
                self._refresh()
            case RemoveDocuments() as deed:
                self._tell_removed(deed, done.value)
                self._refresh()
            case PutBack() as deed:
                self._tell_put_back(len(deed.documents), done.value)
                self._refresh()
            case _:
                pass

    def _tell_again(self, count: object) -> None:
        waiting = documents_words(count if isinstance(count, int) else 0)
        what = self.tr("To be read again: {documents}.").format(documents=waiting)
        go_on = (self.tr("Read them &now"), lambda: self.choose(self._usual_purpose()))
        self._banner.say("info", what, "", go_on)

    def _tell_removed(self, deed: RemoveDocuments, count: object) -> None:
        gone = documents_words(count if isinstance(count, int) else 0)
        what = self.tr("Taken out of the case: {documents}.").format(documents=gone)
        documents = self._facts.documents if self._facts is not None else ()
        pasted = (one.key for one in documents if self._is_pasted(one))
        stay = self.tr("The files are where they were.")
        if not set(deed.documents).isdisjoint(pasted):
            stay = self.tr("Pasted texts were kept by Postroom only, and are gone.")
        self._banner.say("good", what, stay)

    def _tell_put_back(self, wanted: int, count: object) -> None:
        back = count if isinstance(count, int) else 0
        what = self.tr("Put back, to be read again: {documents}.")
        gone = ""
        if back < wanted:
            gone = self.tr("The files of all others are no longer where they were.")
        what = what.format(documents=documents_words(back))
        self._banner.say("warning" if gone else "good", what, gone)

    def _is_pasted(self, document: Document) -> bool:
        """Whether Postroom alone keeps it."""
        folder = self._parts.postroom.default_case_folder / "pasted"
        return Path(document.path).parent == folder and not document.inner

    def _usual_purpose(self) -> str:
        """What this case is there for."""
        facts = self._facts
        if facts is not None and facts.scheme is None:
            if facts.has_themes:
                return THEMES
            if facts.has_summaries:
                return SUMMARIZE
        return SORT

    def _take_problem(self, problem: Problem) -> None:
        asked = problem.asked
        if isinstance(asked, LookAsked) and self._dialog is not None:
            self._dialog.show_problem(asked.document, problem.what, problem.remedy)
        elif problem.about is About.ADDING and self._start.purpose != _REFRESH:
            # Of many files some may be there already; the list must say so.
            self._start.purpose = ""
            if self._parts.session.path is not None:
                self._refresh()
        elif asked is None or isinstance(asked, _WAITED_FOR):
            self._start.purpose = ""  # what was waited for will not come

    def _end_job(self, end: JobEnd) -> None:
        if end.facts is not None:
            self._take_facts(end.facts)

    def _connect(self) -> None:
        start, session = self._start, self._parts.session
        start.chosen.connect(self.choose)
        start.unread_wanted.connect(self.show_unread)
        start.listing.columns_wanted.connect(self.ask_columns)
        start.listing.remove_wanted.connect(self.ask_removal)
        start.drop.paste.clicked.connect(self.paste)
        self.paste_key.activated.connect(self.paste)
        session.opened.connect(self._take_facts)
        session.documents_added.connect(self._take_added)
        session.job_ended.connect(self._end_job)
        session.answered.connect(self._take_answer)
        session.deed_done.connect(self._take_done)
        session.problem.connect(self._take_problem)
