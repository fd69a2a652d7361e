"""Themes from the first question to the exported report; jobs go to the session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.parts import Parts, show_items
from app.desktop.questions import CaseFacts, Job, JobEnd, Problem
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
from app.desktop.theme_words import rows_words

if TYPE_CHECKING:
    from app.desktop.theme_editing import ThemeEditing
    from app.desktop.theme_page import ThemePage
    from app.desktop.theme_setup import ThemeSetup

__all__ = ["THEME_JOBS", "Theming"]

THEME_JOBS = (Job.THEMES, Job.ASSIGN, Job.EXPORT_THEMES, Job.DRAW)


class Theming(QObject):
    """The screen of themes, its actions, and what is asked before a search.

    Args:
        parts: Of the window.
    """

    opened_or_closed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._made: ThemePage | None = None
        self._editing: ThemeEditing | None = None
        self._facts: CaseFacts | None = None
        self._is_free = True
        self._setup: ThemeSetup | None = None
        self._saved: Path | None = None
        self._connect()

    @property
    def page(self) -> ThemePage:
        """The screen, made when it is first wanted, so that the window is there sooner."""
        if self._made is None:
            from app.desktop.theme_editing import ThemeEditing  # noqa: PLC0415 - see above
            from app.desktop.theme_page import ThemePage  # noqa: PLC0415 - see above

            self._made = ThemePage(self._parts.look)
            self._parts.screens.addWidget(self._made)
            if (split := self._parts.remembered.place("themes")) is not None:
                self._made.splitter.restoreState(split)
            self._editing = ThemeEditing(self._made, self._parts.look)
            self._connect_page(self._made, self._editing)
            self.follow(self._facts, is_free=self._is_free)
        return self._made

    @property
    def is_open(self) -> bool:
        """Whether the screen of themes is shown."""
        return self._made is not None and self._parts.screens.currentWidget() is self._made

    def keep_place(self) -> None:
        """Where the list ends is remembered."""
        if self._made is not None:
            self._parts.remembered.keep_place("themes", self._made.splitter.saveState())

    def begin_case(self, facts: CaseFacts) -> None:
        """Another case."""
        self._facts = facts
        if self._made is not None:
            self._made.banner.hide()
            self._made.show_waiting("")

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """Themes can be looked for once there are documents, and seen once found."""
        self._facts, self._is_free = facts, is_free
        do = self._parts.actions
        there = facts is not None and bool(facts.documents)
        found = facts is not None and facts.has_themes
        do.find_themes.setEnabled(is_free and there)
        do.themes.setEnabled(found or (is_free and there))
        do.themes.setText(self.tr("&Themes") if found else self.tr("Find &themes\u2026"))
        if self._made is not None:
            self._made.find_again.setEnabled(is_free and there)
            self._made.assign.setEnabled(is_free and found)
            self._made.save.setEnabled(is_free and found)
            self._follow_editing()

    def open(self) -> None:
        """The screen of themes; before there are any, the question how to find them."""
        if self._facts is None or not self._parts.actions.themes.isEnabled():
            return
        if not self._facts.has_themes:
            self.ask_setup()
            return
        self._show()
        if self.page.report is None:
            self.page.show_waiting(self.tr("Reading the themes of this case."))
            self._ask()

    def close(self) -> None:
        """The items are seen again."""
        show_items(self._parts, self._facts)
        self.opened_or_closed.emit()

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
            self.page.show_waiting(
                self.tr("Postroom reads every row and looks for what many of them say. The "
                        "themes appear here when that is done. You can go on looking at "
                        "the items.")
            )  # fmt: skip
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
        """Pictures are written into the folder that the person says."""
        folder = self._parts.choosers.pictures()
        if folder is not None:
            self._work(DrawThemes(folder=folder, kind=kind))

    def take_end(self, end: JobEnd) -> None:
        """A job on themes has ended."""
        if end.failed:
            if self.page.report is None:
                self.page.show_waiting(self.tr("There are no themes to show."))
        elif end.job in (Job.EXPORT_THEMES, Job.DRAW):
            self._tell_saved(end)
        elif end.stopped:
            self._stopped(end)
        else:
            self.page.refresh_rows()
            self._ask()

    def take_problem(self, problem: Problem) -> None:
        """What went wrong is said on the screen of themes."""
        for rows in (self.page.details.rows, self.page.plain.rows):
            rows.rows.take_problem(problem)
        if self.page.report is None and self._parts.session.job is None:
            self.page.show_waiting(self.tr("There are no themes to show."))
        self.page.banner.say("error", problem.what, problem.remedy)

    def _work(self, wish: ThemeWish) -> None:
        self.page.banner.hide()
        self._parts.session.work_on_themes(wish)

    def _stopped(self, end: JobEnd) -> None:
        if self.page.report is None:
            self.page.show_waiting(self.tr("The search was stopped."))
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
        self.opened_or_closed.emit()

    def _ask(self) -> None:
        if self._facts is not None:
            self._parts.session.ask(ThemesAsked(case=self._facts.path))

    def _take_done(self, done: ThemesDone) -> None:
        self.page.show_report(done.report)
        self._follow_editing()
        if done.problem is not None:
            self.page.banner.say("error", done.problem.what, done.problem.remedy)
        elif isinstance(done.wish, UndoThemes):
            said = done.said or self.tr("There is nothing left to undo.")
            self.page.banner.say("info", said)
        elif isinstance(done.wish, CorrectThemes):
            rows = rows_words(len(done.wish.keys))
            said = self.tr("Kept for {rows}. It is learned from when rows are assigned.")
            self._tell_undoable(said.format(rows=rows))
        else:
            edits = done.report.about.edits
            said = edits[-1] if edits else self.tr("The themes were changed.")
            self._tell_undoable(said)

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

    def _connect(self) -> None:
        do, session = self._parts.actions, self._parts.session
        do.themes.triggered.connect(self.open)
        do.find_themes.triggered.connect(self.ask_setup)
        self._parts.start.themes.clicked.connect(self.ask_setup)
        session.answered.connect(self._take_answer)
        session.themes_done.connect(self._take_done)

    def _connect_page(self, page: ThemePage, editing: ThemeEditing) -> None:
        session = self._parts.session
        page.left.connect(self.close)
        page.find_again.clicked.connect(self.ask_setup)
        page.assign.clicked.connect(self._assign)
        page.as_file.triggered.connect(self.export)
        page.as_png.triggered.connect(lambda: self.draw("png"))
        page.as_svg.triggered.connect(lambda: self.draw("svg"))
        editing.wanted.connect(session.work_on_themes)
        for view in (page.details.rows, page.plain.rows):
            view.rows.asked.connect(session.ask)
