"""Settings and the self-check: what is chosen, what is asked, what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.asking import Answered, DeedDone
from app.desktop.models_questions import ModelsAsked
from app.desktop.models_words import size_words
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import CaseFacts, Problem
from app.desktop.screens import Screen
from app.desktop.self_check_words import report_text
from app.desktop.settings_questions import (
    LibrariesAsked,
    LicenceAsked,
    RemoveLeftovers,
    SelfCheckAsked,
    StorageAsked,
    WriteReport,
)
from app.desktop.settings_words import change_words
from app.records import Library

if TYPE_CHECKING:
    from app.desktop.settings_licences import LicencesDialog
    from app.desktop.settings_page import SettingsPage

__all__ = ["SettingsScreen"]

_OURS = (
    LibrariesAsked,
    LicenceAsked,
    RemoveLeftovers,
    SelfCheckAsked,
    StorageAsked,
    WriteReport,
)


class SettingsScreen(Screen):
    """The place for settings.

    Args:
        parts: Of the window.
    """

    place = Place.SETTINGS

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._is_looking = False
        self._saved: Path | None = None
        self._usual = parts.preferences.settings.accuracy
        self._licences: LicencesDialog | None = None
        parts.session.answered.connect(self._take_answer)
        parts.session.deed_done.connect(self._take_deed)
        parts.preferences.changed.connect(self._follow_settings)
        parts.preferences.not_kept.connect(self._tell_not_kept)
        self._begin_with_the_usual(None)

    def make_page(self) -> SettingsPage:
        """The page, loaded when somebody first goes there."""
        from app.desktop.settings_page import SettingsPage  # noqa: PLC0415 - see above

        postroom, preferences = self._parts.postroom, self._parts.preferences
        made = SettingsPage(
            self._parts.look,
            postroom.version,
            postroom.default_case_folder,
            postroom.log_path,
        )
        made.choices.show_standing(preferences.standing)
        if preferences.standing.problem:
            made.banner.say("warning", preferences.standing.problem)
        self._connect_page(made)
        return made

    def enter(self) -> None:
        """The first setting has the focus; everything else is asked for behind it."""
        self.page.choices.language.setFocus()
        self.page.scrolled.verticalScrollBar().setValue(0)
        self._parts.session.ask(ModelsAsked())
        self._parts.session.ask(StorageAsked())
        if not self.page.self_check.findings:
            self._look()

    def open_self_check(self) -> None:
        """The person goes straight to the self-check, with all that was looked at."""
        self.open()
        if self.is_open:
            card = self.page.self_check
            card.unfold.setChecked(True)
            self.page.scrolled.verticalScrollBar().setValue(0)
            card.unfold.setFocus() if card.unfold.isEnabled() else card.list.setFocus()

    # ---------------------------------------------------------------- what is told

    def begin_case(self, facts: CaseFacts | None) -> None:
        """A case that was never sorted begins with the usual accuracy."""
        super().begin_case(facts)
        self._begin_with_the_usual(facts)

    def take_problem(self, problem: Problem) -> bool:
        """What went wrong here is told here."""
        if not isinstance(problem.asked, _OURS) or not self.is_made:
            return False
        if isinstance(problem.asked, SelfCheckAsked):
            self._is_looking = False
            self.page.self_check.show_failed()
        self.banner.say("error", problem.what, problem.remedy)
        return True

    # ---------------------------------------------------------------- what can be done

    def undo_words(self) -> str:
        """The last change of a setting."""
        return change_words(self._parts.preferences.last_changed)

    def undo(self) -> None:
        """The last change is taken back, and the control shows it."""
        name = self._parts.preferences.undo()
        if name and self.is_made:
            control: QWidget = getattr(self.page.choices, name)
            control.setFocus()

    def _choose(self, name: str, value: object) -> None:
        self.banner.hide()
        self._parts.preferences.choose(name, value)
        if name == "language":
            self.banner.say(
                "info",
                self.tr("The window speaks the chosen language from the next start on."),
            )

    def _look(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            self.page.self_check.show_busy()
            self._parts.session.ask(SelfCheckAsked())

    @property
    def _report(self) -> str:
        postroom, log = self._parts.postroom, self._parts.postroom.log_path
        findings = self.page.self_check.findings
        return report_text(postroom.version, findings, str(log) if log else "")

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report)
        said = self.tr("The self-check was copied. Paste it into a mail or a note.")
        self.banner.say("good", said)

    def _save(self) -> None:
        suggestion = Path.home() / self.tr("Postroom self-check.txt")
        path = self._parts.choosers.report(suggestion)
        if path is not None:
            self._parts.session.do(WriteReport(path=path, text=self._report))

    def _ask_to_clean(self) -> None:
        from app.desktop.settings_storage import CleanUpDialog  # noqa: PLC0415 - as the page

        dialog = CleanUpDialog(self.page.storage.left, self._parts.window)
        dialog.accepted.connect(lambda: self._parts.session.do(RemoveLeftovers()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_licences(self) -> None:
        from app.desktop.settings_licences import (  # noqa: PLC0415 - as the page
            LicencesDialog,
        )

        dialog = LicencesDialog(self._parts.window)
        self._licences = dialog
        dialog.wanted.connect(self._ask_licence)
        dialog.finished.connect(self._forget_licences)
        self._parts.session.ask(LibrariesAsked())
        dialog.open()

    def _ask_licence(self, library: Library) -> None:
        self._parts.session.ask(LicenceAsked(library=library))

    def _forget_licences(self) -> None:
        if self._licences is not None:
            self._licences.deleteLater()
            self._licences = None

    def _open_cases(self) -> None:
        self._parts.choosers.show_folder(self._parts.postroom.default_case_folder)

    def _open_data(self) -> None:
        self._parts.choosers.show_folder(self._parts.postroom.state_folder.parent)

    def _open_log(self) -> None:
        if (log := self._parts.postroom.log_path) is not None:
            self._parts.choosers.show_folder(log.parent)

    def _open_saved(self) -> None:
        if self._saved is not None:
            self._parts.choosers.show_folder(self._saved)

    # ---------------------------------------------------------------- showing

    def _begin_with_the_usual(self, facts: CaseFacts | None) -> None:
        self._usual = self._parts.preferences.settings.accuracy
        if facts is None or facts.scheme is None:
            self._parts.desk.accuracy.choose(self._usual)

    def _take_answer(self, answered: object) -> None:
        if not isinstance(answered, Answered) or not self.is_made:
            return
        value = answered.value
        match answered.question:
            case SelfCheckAsked() if isinstance(value, tuple):
                self._is_looking = False
                self.page.self_check.show_findings(value)
            case StorageAsked() if isinstance(value, tuple):
                self.page.storage.show_places(value)
            case ModelsAsked() if isinstance(value, tuple):
                self.page.choices.show_models(value, self._parts.preferences.standing)
            case LibrariesAsked() if isinstance(value, tuple) and self._licences:
                self._licences.show_libraries(value)
            case LicenceAsked(library=library) if self._licences:
                self._licences.show_licence(library, str(value))

    def _take_deed(self, done: DeedDone) -> None:
        if isinstance(done.deed, WriteReport):
            self._saved = done.deed.path.parent
            shows = (self.tr("Show the folde&r"), self._open_saved)
            said = self.tr("Saved {file}.").format(file=done.deed.path.name)
            self.banner.say("good", said, str(self._saved), shows)
        elif isinstance(done.deed, RemoveLeftovers):
            freed = done.value if isinstance(done.value, int) else 0
            said = self.tr("Cleaned up. That frees {size}.")
            self.banner.say("good", said.format(size=size_words(freed)))
            self._parts.session.ask(StorageAsked())

    def _follow_settings(self) -> None:
        self.changed.emit()
        if self._parts.preferences.settings.accuracy != self._usual:
            self._begin_with_the_usual(self._facts)
        if self.is_made:
            self.page.choices.show_standing(self._parts.preferences.standing)

    def _tell_not_kept(self, what: str, remedy: str) -> None:
        if self.is_open:
            self.banner.say("error", what, remedy)

    def _connect_page(self, page: SettingsPage) -> None:
        check, storage, about = page.self_check, page.storage, page.about
        page.choices.changed.connect(self._choose)
        check.again.clicked.connect(self._look)
        check.copy.clicked.connect(self._copy)
        check.save.clicked.connect(self._save)
        storage.open_cases.clicked.connect(self._open_cases)
        storage.open_data.clicked.connect(self._open_data)
        storage.clean.clicked.connect(self._ask_to_clean)
        about.libraries.clicked.connect(self._show_licences)
        about.open_log.clicked.connect(self._open_log)
