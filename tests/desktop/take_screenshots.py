"""Pictures of every screen, by the real program on the sample inbox.

``python tests/desktop/take_screenshots.py FOLDER [DOCUMENT...]``; give it a POSTROOM_DATA
of its own. Of the documents, or else of two letters of the inbox, it takes summaries.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.choosers import Choosers
from app.desktop.lesson_dialog import LessonDialog
from app.desktop.look import Look
from app.desktop.passwords import PasswordsDialog
from app.desktop.places import Place
from app.desktop.summary_page import CHANGED, ONE, SIDE_BY_SIDE
from app.desktop.summary_setup import SummarySetup
from app.desktop.theme_nodes import NodeKind
from app.desktop.theme_setup import ThemeSetup
from app.desktop.window import Window
from app.records import Status
from app.startup import Postroom

TEXT, PAGE, ROW = range(3)


def pause(milliseconds: int = 600) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(done: Callable[[], bool]) -> None:
    while not done():
        pause(100)
    pause()


class Tour:
    def __init__(self, window: Window, look: Look, folder: Path) -> None:
        self.window, self.look, self.folder = window, look, folder
        self.desk, self.parts = window.parts.desk, window.parts

    def take(self, name: str) -> None:
        pause()
        self.window.grab().save(str(self.folder / f"{name}.png"))

    def run(self) -> None:
        self.take("empty")
        self.parts.start.drop.dropped.emit((self.parts.postroom.sample_inbox,))
        wait_for(self.parts.start.sort.isEnabled)
        self.take("ready")
        self.parts.start.sort.click()
        wait_for(lambda: self.desk.items.rowCount() > 330)
        self.take("running")
        wait_for(lambda: self.parts.session.job is None)
        self.take("done")
        self.desk.banner.dismiss.click()

    def read(self, tail: str) -> None:
        self.select("barking_pilot_street")
        self.show(TEXT, f"letter-text{tail}")
        self.show(PAGE, f"window{tail}")
        self.select("scan_0001")
        self.show(PAGE, f"scan{tail}")
        self.desk.table.select_row(4)
        self.show(TEXT, f"row-text{tail}")
        self.show(ROW, f"row{tail}")
        self.desk.filters.choose_status(Status.NEEDS_REVIEW)
        self.take(f"review{tail}")
        self.desk.filters.choose_status(Status.FAILED)
        self.take(f"failed{tail}")
        self.desk.filters.choose_status(None)
        pause()

    def learn(self, tail: str) -> None:
        """Corrections, what they would change, and a blind check."""
        do, page = self.parts.actions, self.parts.check
        self.desk.table.select_row(4)
        for _ in range(3):
            do.confirm.trigger()
            pause()
        self.take(f"corrected{tail}")
        do.learn.trigger()
        wait_for(lambda: bool(self.window.findChildren(LessonDialog)))
        dialog = self.window.findChildren(LessonDialog)[0]
        dialog.grab().save(str(self.folder / f"lesson{tail}.png"))
        dialog.reject()
        do.check.trigger()
        self.take(f"check-setup{tail}")
        page.setup.how_many.setValue(3)
        page.setup.sample.setCurrentIndex(0)
        page.setup.begin.click()
        wait_for(page.asking.isVisible)
        self.take(f"check{tail}")
        for _ in range(3):
            page.asking.picker.picked.emit(page.asking.picker.names[0])
            pause()
        wait_for(page.report.isVisible)
        self.take(f"check-report{tail}")
        page.report.leave.click()

    def find_themes(self) -> None:
        """Themes of the same inbox, from the question to the first list."""
        self.parts.actions.find_themes.trigger()
        wait_for(lambda: bool(self.window.findChildren(ThemeSetup)))
        setup = self.window.findChildren(ThemeSetup)[0]
        setup.grab().save(str(self.folder / "themes-setup.png"))
        setup.accept()
        page = self.window.conductor.theming.page
        wait_for(lambda: page.report is not None or page.banner.isVisible())

    def themes(self, tail: str) -> None:
        """The list with its overview, then one theme with its line and its rows."""
        self.parts.actions.places[Place.THEMES].trigger()
        page = self.window.conductor.theming.page
        page.tree.choose(NodeKind.ALL)
        self.take(f"themes{tail}")
        bar = page.overview.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        self.take(f"themes-seasons{tail}")
        bar.setValue(0)
        themes = page.report.themes if page.report else ()
        for theme in themes[:1]:
            page.tree.choose(NodeKind.THEME, theme.key)
            self.take(f"theme{tail}")
            page.details.tabs.choose(page.details.rows)
            self.take(f"theme-rows{tail}")
        self.window.conductor.navigation.go(Place.ITEMS)

    def summarize(self, documents: tuple[Path, ...]) -> None:
        """Summaries of other documents, from the question to the whole."""
        self.window.conductor.new_case()
        self.window.conductor.add(documents)
        wait_for(lambda: len(self.parts.start.files.documents) == len(documents))
        self.parts.start.summarize.click()
        wait_for(lambda: bool(self.window.findChildren(SummarySetup)))
        setup = self.window.findChildren(SummarySetup)[0]
        wait_for(setup.begin.isEnabled)
        setup.questions.setPlainText("Who may apply?\nIs there a deadline?")
        setup.grab().save(str(self.folder / "summaries-setup.png"))
        setup.accept()
        page = self.window.conductor.summarizing.page
        wait_for(lambda: page.summary is not None or page.banner.isVisible())
        self.take("summaries-first")
        wait_for(lambda: self.parts.session.job is None)

    def summaries(self, tail: str) -> None:
        """Facts, sentences with their page, answers, pages, and two side by side."""
        page = self.window.conductor.summarizing.page
        names = ("facts", "sentences", "questions", "pages")
        for tab, name in zip(page.reading.tabs.buttons, names, strict=True):
            tab.click()
            page.reading.view.setFocus()
            pause(1500)
            self.take(f"summaries-{name}{tail}")
        if page.modes.isVisible():
            page.modes.choose(SIDE_BY_SIDE)
            page.side_by_side.table.setFocus()
            pause(1500)
            self.take(f"summaries-side-by-side{tail}")
            page.modes.choose(CHANGED)
            page.changes.compare.click()
            wait_for(lambda: page.changes.changes is not None or page.banner.isVisible())
            page.changes.list.setFocus()
            self.take(f"summaries-changed{tail}")
            page.modes.choose(ONE)

    def select(self, name: str) -> None:
        items = self.desk.items
        for at in range(items.rowCount() - 1, -1, -1):
            self.desk.table.scrollTo(items.index(at, 0))
            while items.result_row(at) is None:
                pause(50)
            row = items.result_row(at)
            if row is not None and name in row.document.name:
                self.desk.table.select_row(at)
                return

    def show(self, tab: int, name: str) -> None:
        self.desk.reader.tabs.buttons[tab].click()
        if tab == PAGE:
            wait_for(lambda: bool(self.desk.reader.page.paper.marks))
        self.take(name)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    postroom = Postroom.start()
    look = Look(application, postroom.icons)
    look.follow(Qt.ColorScheme.Light)
    nothing = Choosers(
        files=lambda: (),
        folder=lambda: None,
        case=lambda: None,
        scheme=lambda: None,
        results=lambda _suggestion: folder / "results.xlsx",
        themes=lambda _suggestion: folder / "themes.xlsx",
        summaries=lambda _suggestion: folder / "summary.docx",
        pictures=lambda: folder,
        show_folder=lambda _folder: None,
    )
    window = Window(postroom, look, nothing)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    tour = Tour(window, look, folder)
    tour.run()
    tour.read("")
    tour.learn("")
    tour.find_themes()
    tour.themes("")
    tour.parts.actions.export.trigger()
    wait_for(lambda: tour.parts.session.job is None)
    tour.take("exported")
    dialog = PasswordsDialog(look, tuple(tour.desk.files.documents[4:5]), window)
    dialog.show()
    pause()
    dialog.grab().save(str(folder / "passwords.png"))
    dialog.close()
    look.follow(Qt.ColorScheme.Dark)
    tour.read("-dark")
    tour.learn("-dark")
    tour.themes("-dark")
    letters = sorted(postroom.sample_inbox.rglob("*.pdf"))[:2]
    tour.summarize(tuple(Path(name) for name in sys.argv[2:]) or tuple(letters))
    tour.summaries("-dark")
    look.follow(Qt.ColorScheme.Light)
    tour.summaries("")
    window.close()
    wait_for(lambda: tour.parts.session.has_left)


if __name__ == "__main__":
    main()
