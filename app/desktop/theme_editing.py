"""What a person does to themes: a button becomes an edit, at once or after a question."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.desktop.look import Look
from app.desktop.pieces import enable
from app.desktop.summary_words import wait_words
from app.desktop.theme_dialogs import MergeDialog, RenameDialog, WriteDialog
from app.desktop.theme_nodes import NodeKind
from app.desktop.theme_page import ThemePage
from app.desktop.theme_questions import EditThemes, ThemesDone, UndoThemes
from app.desktop.theme_row_dialog import ThemeRowDialog
from app.records import ThemedRow, ThemeEdit, ThemeEditKind

__all__ = ["ThemeEditing"]

Question: TypeAlias = RenameDialog | MergeDialog | WriteDialog


class ThemeEditing(QObject):
    """Buttons and keys of the list; nothing is asked where it can be undone.

    Args:
        page: Whose buttons they are.
        look: How a row's text looks.
    """

    wanted = Signal(object)

    def __init__(self, page: ThemePage, look: Look) -> None:
        super().__init__(page)
        self._page = page
        self._look = look
        self._is_free = True
        self._all_undone = False
        page.rename.clicked.connect(self.rename)
        page.merge.clicked.connect(self.merge)
        page.split.clicked.connect(lambda: self._edit_each(ThemeEditKind.SPLIT))
        page.drop.clicked.connect(lambda: self._edit_each(ThemeEditKind.DROP))
        page.write.clicked.connect(self.write)
        page.undo.clicked.connect(lambda: self.wanted.emit(UndoThemes()))
        page.tree.marked.connect(self._follow)
        page.details.answer_kept.connect(self._answer)
        for rows in (page.details.rows, page.plain.rows):
            rows.opened.connect(lambda shown: self._open((shown,)))
            rows.correct_wanted.connect(self._open)
        keys = (
            ("F2", page.rename),
            ("Ctrl+M", page.merge),
            ("Del", page.drop),
            ("Ctrl+Shift+N", page.write),
        )
        for key, does in keys:
            in_list = key in ("F2", "Del")
            owner = page.tree if in_list else page
            shortcut = QShortcut(QKeySequence(key), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does.click)
            does.setToolTip(f"{does.text().replace('&', '')} ({key})")
        self._follow()

    def follow(self, *, is_free: bool) -> None:
        """Nothing can be changed while a job runs."""
        self._is_free = is_free
        self._follow()

    def begin(self) -> None:
        """Another case, or another analysis: nothing is known of what can be undone."""
        self._all_undone = False

    def take_done(self, done: ThemesDone) -> None:
        """What was done can be undone; what was undone was perhaps the last of it."""
        self._all_undone = isinstance(done.wish, UndoThemes) and not done.said

    def rename(self) -> None:
        """The theme or group that the cursor is on gets another name."""
        node = self._page.tree.current_node
        if node is not None and node.themes:
            group = node.kind is NodeKind.GROUP
            self._ask(RenameDialog(node.themes, self._page, group=group))

    def merge(self) -> None:
        """The selected themes become one."""
        themes = self._page.tree.marked_themes
        if len(themes) > 1:
            self._ask(MergeDialog(themes, self._page))

    def write(self) -> None:
        """A theme of one's own."""
        self._ask(WriteDialog(self._page))

    def _edit_each(self, kind: ThemeEditKind) -> None:
        themes = self._page.tree.marked_themes
        if themes:
            edits = tuple(ThemeEdit(kind=kind, themes=(theme.key,)) for theme in themes)
            self.wanted.emit(EditThemes(edits=edits))

    def _answer(self, key: int, answer: str) -> None:
        edit = ThemeEdit(kind=ThemeEditKind.ANSWER, themes=(key,), answer=answer)
        self.wanted.emit(EditThemes(edits=(edit,)))

    def _ask(self, dialog: Question) -> None:
        def take() -> None:
            edits = dialog.edits()
            if edits:
                self.wanted.emit(EditThemes(edits=edits))

        dialog.accepted.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, rows: tuple[ThemedRow, ...]) -> None:
        report = self._page.report
        if report is None or not rows:
            return
        theme = self._page.shown_theme
        near = theme.name if theme else ""
        dialog = ThemeRowDialog(self._look, rows, report, self._page, near)
        dialog.accepted.connect(lambda: self.wanted.emit(dialog.correction()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.keep.setVisible(self._is_free)
        dialog.open()

    def _why_no_undo(self) -> str:
        """Why nothing can be taken back; empty where something can."""
        if not self._is_free:
            return wait_words()
        report = self._page.report
        stands = report is not None and bool(report.about.edits) and not self._all_undone
        return "" if stands else self.tr("Nothing was changed here by a person.")

    def _follow(self) -> None:
        page, free = self._page, self._is_free
        node = page.tree.current_node
        marked = page.tree.marked_themes
        page.rename.setEnabled(free and node is not None and bool(node.themes))
        page.merge.setEnabled(free and len(marked) > 1)
        page.split.setEnabled(free and len(marked) == 1)
        page.drop.setEnabled(free and bool(marked))
        page.write.setEnabled(free and page.report is not None)
        enable(
            page.undo, self.tr("Take the last change back (Ctrl+Z)"), self._why_no_undo()
        )
        for rows in (page.details.rows, page.plain.rows):
            rows.correct.setVisible(free)
