"""Themes from the first question to the exported report; jobs go to the session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSplitter

from app.desktop.free_names import free_path
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import About, CaseFacts, Job, JobEnd, Problem
from app.desktop.screens import Screen
from app.desktop.theme_questions import (
    AssignThemes,
    ColumnsAsked,
    ColumnsRead,
    CorrectThemes,
    DrawThemes,
    ExportThemes,
    FindThemes,
    ThemeCountRead,
    ThemeRowsRead,
    ThemesAsked,
    ThemesDone,
    ThemesRead,
    ThemeWish,
    UndoThemes,
)
from app.desktop.theme_words import edited_words, rows_words

if TYPE_CHECKING:
    from app.desktop.theme_editing import ThemeEditing
    from app.desktop.theme_page import ThemePage
    from app.desktop.theme_setup import ThemeSetup

__all__ = ["THEME_JOBS", "Theming"]

THEME_JOBS = (Job.THEMES, Job.ASSIGN, Job.EXPORT_THEMES, Job.DRAW)


class Theming(Screen):
    """The screen of themes, its actions, and what is asked before a search.

    Args:
        parts: Of the window.
    """

    place = Place.THEMES

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._editing: ThemeEditing | None = None
        self._setup: ThemeSetup | None = None
        self._saved: Path | None = None
        self._connect()

    def make_page(self) -> ThemePage:
        """The screen, with whoever edits on it."""
        from app.desktop.theme_editing import ThemeEditing  # noqa: PLC0415 - as the page
        from app.desktop.theme_page import ThemePage  # noqa: PLC0415 - made when wanted

        made = ThemePage(self._parts.look)
        self._editing = ThemeEditing(made, self._parts.look)
        self._connect_page(made, self._editing)
        return made

    def splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        """The list of themes, and what is shown of one."""
        return (("themes", self.page.splitter),)

    def begin_case(self, facts: CaseFacts | None) -> None:
        """Another case."""
        super().begin_case(facts)
        if self.is_made:
            self.page.banner.hide()
            self.page.returns_to = 0
            self.page.show_waiting("")
        if self._editing is not None:
            self._editing.begin()

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """Themes can be looked for once there are documents, and seen once found."""
        super().follow(facts, is_free=is_free)
        there = facts is not None and bool(facts.documents)
        found = facts is not None and facts.has_themes
        self._parts.actions.find_themes.setEnabled(is_free and there)
        if self.is_made:
            self.page.find_again.setEnabled(is_free and there)
            self.page.begin.setEnabled(is_free and there)
            self.page.assign.setEnabled(is_free and found)
            self.page.save.setEnabled(is_free and found)
            self._follow_editing()

    def why_not(self) -> str:
        """There are themes of documents only."""
        if self._facts is None or not self._facts.documents:
            return self.tr("Add documents at the start first.")
        return ""

    def enter(self) -> None:
        """The themes are read; before there are any, it is said how to find them."""
        page, found = self.page, self._facts is not None and self._facts.has_themes
        if page.report is not None:
            page.tree.setFocus()
        elif self._parts.session.job is Job.THEMES:
            page.show_waiting(_searching(self))
        elif found:
            page.show_waiting(self.tr("Reading the themes of this case."))
            page.tree.setFocus()
            self._ask()
        else:
            page.show_nothing_yet()
            page.begin.setFocus()

    def kept_place(self) -> str:
        """The theme that the cursor is on."""
        theme = self.page.shown_theme
        return str(theme.key) if theme is not None else ""

    def return_to(self, kept: str) -> None:
        """The cursor stands on the theme again once the themes are read."""
        self.page.returns_to = int(kept) if kept.isdigit() else 0

    def can_export(self) -> bool:
        """There is something to write once themes are found."""
        return self.is_open and self._facts is not None and self._facts.has_themes

    def undo_words(self) -> str:
        """The last change of the themes."""
        can = self.is_made and self.page.undo.isEnabled()
        return self.tr("the last change of the themes") if can else ""

    def undo(self) -> None:
        """The last change of the themes is taken back."""
        self.page.undo.click()

    def search(self) -> None:
        """The line that searches rows has the focus."""
        self.page.search()

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many themes."""
        self.page.tree.go_on(by)

    # ---------------------------------------------------------------- jobs

    def ask_setup(self) -> None:
        """Which columns count, and what the rows answer."""
        if self._facts is None or not self._is_free or self._setup is not None:
            return
        from app.desktop.theme_setup import ThemeSetup  # noqa: PLC0415 - as the page

        scheme = self._parts.choice.scheme
        dialog = ThemeSetup(self._facts.theme_settings, scheme, self._parts.window)
        self._setup = dialog
        dialog.accepted.connect(lambda: self._find(dialog))
        dialog.finished.connect(self._forget_setup)
        self._parts.session.ask(ColumnsAsked())
        dialog.open()

    def _forget_setup(self) -> None:
        if self._setup is not None:
            self._setup.deleteLater()
            self._setup = None

    def _find(self, dialog: ThemeSetup) -> None:
        self.page.banner.hide()
        self._show()
        if self.page.report is None:
            self.page.show_waiting(_searching(self))
        self._parts.session.work_on_themes(
            FindThemes(
                settings=dialog.settings,
                scheme=dialog.scheme,
                passwords=self._parts.session.passwords,
            )
        )

    def export(self) -> None:
        """The analysis is written where the person says."""
        if self._facts is None or not self.page.save.isEnabled():
            return
        suggestion = Path.home() / f"{self._facts.path.stem} themes.xlsx"
        target = self._parts.choosers.themes(suggestion)
        if target is not None:
            self._work(ExportThemes(path=target))

    def draw(self, kind: str) -> None:
        """Pictures go into a folder of their own, in the one that the person says."""
        chosen = self._parts.choosers.pictures()
        if chosen is not None and self._facts is not None:
            name = self.tr("{case} pictures").format(case=self._facts.path.stem)
            self._work(DrawThemes(folder=free_path(chosen / name), kind=kind))

    def take_end(self, end: JobEnd) -> bool:
        """A job on themes has ended."""
        if end.job not in THEME_JOBS:
            return False
        if end.failed:
            self._show_what_there_is()
        elif end.job in (Job.EXPORT_THEMES, Job.DRAW):
            self._tell_saved(end)
        elif end.stopped:
            self._stopped(end)
        else:
            self.page.refresh_rows()
            self._ask()
        return True

    def take_problem(self, problem: Problem) -> bool:
        """What went wrong is said on the screen of themes."""
        if problem.about is not About.THEMES:
            return False
        for rows in (self.page.details.rows, self.page.plain.rows):
            rows.rows.take_problem(problem)
        if self._parts.session.job is None and self.page.report is None:
            self.page.show_nothing_yet()
        self.page.banner.say("error", problem.what, problem.remedy)
        return True

    def _show_what_there_is(self) -> None:
        """A run that came to nothing leaves what was found before it."""
        if self.page.report is None and self._facts is not None and self._facts.has_themes:
            self._ask()
        elif self.page.report is None:
            self.page.show_nothing_yet()

    def _work(self, wish: ThemeWish) -> None:
        self.page.banner.hide()
        self._parts.session.work_on_themes(wish)

    def _stopped(self, end: JobEnd) -> None:
        self._show_what_there_is()
        again = (self.tr("&Find themes\u2026"), self.ask_setup)
        what = self.tr("The search was stopped.")
        if end.job is Job.ASSIGN:
            what = self.tr("Assigning was stopped.")
            again = (self.tr("&Go on"), self._assign)
        kept = self.tr("What was read so far is kept.")
        self.page.banner.say("info", what, kept, again)

    def _tell_saved(self, end: JobEnd) -> None:
        if end.stopped or end.path is None:
            what = self.tr("Export stopped. No file was written.")
            self.page.banner.say("info", what)
            return
        is_folder = end.job is Job.DRAW
        self._saved = end.path if is_folder else end.path.parent
        what = self.tr("Saved {file}.").format(file=end.path.name)
        if is_folder:
            what = self.tr("Saved the pictures.")
        shows = (self.tr("Op&en folder"), self._show_folder)
        self.page.banner.say("good", what, str(self._saved), shows)

    def _show_folder(self) -> None:
        if self._saved is not None:
            self._parts.choosers.show_folder(self._saved)

    def _assign(self) -> None:
        self._work(AssignThemes())

    # ---------------------------------------------------------------- what is told

    def _show(self) -> None:
        self._parts.screens.setCurrentWidget(self.page)
        self.page.tree.setFocus()
        self.opened.emit()

    def _ask(self) -> None:
        if self._facts is not None:
            self._parts.session.ask(ThemesAsked(case=self._facts.path))

    def _take_done(self, done: ThemesDone) -> None:
        self.page.show_report(done.report)
        if self._editing is not None:
            self._editing.take_done(done)
        self._follow_editing()
        if done.problem is not None:
            self.page.banner.say("error", done.problem.what, done.problem.remedy)
        elif isinstance(done.wish, UndoThemes):
            said = self.tr("There is nothing left to undo.")
            if done.said:
                said = self.tr("The last change was taken back.")
            self.page.banner.say("info", said, done.said)
        elif isinstance(done.wish, CorrectThemes):
            rows = rows_words(len(done.wish.keys))
            said = self.tr("Kept for {rows}. It is learned from when rows are assigned.")
            self._tell_undoable(said.format(rows=rows))
        else:
            self._tell_undoable(edited_words(done.wish.edits))

    def _tell_undoable(self, what: str) -> None:
        remedy = self.tr("Ctrl+Z takes it back.")
        self.page.banner.say("good", what, remedy)

    def _take_answer(self, answer: object) -> None:
        match answer:
            case ThemesRead() if self._facts and answer.question.case == self._facts.path:
                self.page.show_report(answer.report)
                self._follow_editing()
            case ThemeRowsRead():
                for view in (self.page.details.rows, self.page.plain.rows):
                    view.rows.take_rows(answer)
            case ThemeCountRead():
                for view in (self.page.details.rows, self.page.plain.rows):
                    view.rows.take_count(answer)
            case ColumnsRead() if self._setup is not None:
                self._setup.show_columns(answer.columns)
            case _:
                pass

    def _follow_editing(self) -> None:
        if self._editing is not None:
            self._editing.follow(is_free=self._is_free)
            self.changed.emit()

    def _connect(self) -> None:
        session = self._parts.session
        self._parts.start.themes_wanted.connect(self.ask_setup)
        session.answered.connect(self._take_answer)
        session.themes_done.connect(self._take_done)

    def _connect_page(self, page: ThemePage, editing: ThemeEditing) -> None:
        session = self._parts.session
        page.find_again.clicked.connect(self.ask_setup)
        page.begin.clicked.connect(self.ask_setup)
        page.assign.clicked.connect(self._assign)
        page.as_file.triggered.connect(self.export)
        page.as_png.triggered.connect(lambda: self.draw("png"))
        page.as_svg.triggered.connect(lambda: self.draw("svg"))
        editing.wanted.connect(session.work_on_themes)
        for view in (page.details.rows, page.plain.rows):
            view.rows.asked.connect(session.ask)


def _searching(screen: Theming) -> str:
    """What is said while themes are looked for."""
    return screen.tr(
        "Postroom reads every row and looks for what many of them say. The themes appear "
        "here when that is done. You can go on looking at the items."
    )
