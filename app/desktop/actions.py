"""Everything that can be done, with its words, its key and its place in the menus."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.places import Place, place_actions

__all__ = ["Actions", "fill_menus", "make_actions", "show_recent"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Actions:
    """The window's actions; who does them is connected elsewhere."""

    new_case: QAction
    open_case: QAction
    add_files: QAction
    add_folder: QAction
    paste: QAction
    try_sample: QAction
    export: QAction
    close: QAction
    sort: QAction
    find_themes: QAction
    summarize: QAction
    stop: QAction
    pause: QAction
    passwords: QAction
    learn: QAction
    check: QAction
    confirm: QAction
    take_guess: QAction
    take_runner_up: QAction
    choose: QAction
    private: QAction
    undo: QAction
    search: QAction
    next_item: QAction
    previous_item: QAction
    recent: QMenu
    places: dict[Place, QAction]


def _say(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def make_actions(window: QMainWindow, look: Look) -> Actions:
    """The actions, each with its shortcut, belonging to the window."""

    def action(text: str, keys: str = "", icon: str = "") -> QAction:
        made = QAction(text, window)
        made.setShortcuts([QKeySequence(key) for key in keys.split()])
        if icon:
            look.dress(made, icon)
        window.addAction(made)
        return made

    def key_of_the_table(text: str, key: str) -> QAction:
        """A key that means something only while the table has the focus."""
        made = action(text, key)
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return made

    return Actions(
        new_case=action(_say("&New case"), "Ctrl+N"),
        open_case=action(_say("Open a &case\u2026"), "Ctrl+Shift+C", "case"),
        add_files=action(_say("Add &files\u2026"), "Ctrl+O", "add-files"),
        add_folder=action(_say("Add f&older\u2026"), "Ctrl+Shift+O", "folder"),
        # Ctrl+V is the key of the field that has the focus, and of the start page.
        paste=action(_say("&Paste")),
        try_sample=action(_say("&Try the sample inbox")),
        export=action(_say("&Export\u2026"), "Ctrl+E", "export"),
        close=action(_say("C&lose"), "Ctrl+W"),
        sort=action(_say("&Sort"), "F5", "sort"),
        find_themes=action(_say("Find &themes\u2026"), "Ctrl+Shift+T"),
        summarize=action(_say("Su&mmarize\u2026"), "Ctrl+Shift+S"),
        stop=action(_say("Sto&p"), "Ctrl+.", "stop"),
        pause=action(_say("P&ause"), "Ctrl+Shift+."),
        passwords=action(_say("&Passwords\u2026"), "", "lock"),
        learn=action(_say("&Learn\u2026"), "Ctrl+L", "learn"),
        check=action(_say("&Blind check\u2026"), "Ctrl+B", "check"),
        confirm=action(_say("&Confirm"), "Ctrl+Return Ctrl+Enter", "person"),
        take_guess=key_of_the_table(_say("Take the &guess"), "1"),
        take_runner_up=key_of_the_table(_say("Take the &runner-up"), "2"),
        choose=action(_say("Choose a ca&tegory"), "Ctrl+K"),
        private=action(_say("&Keep private"), "Ctrl+P", "lock"),
        undo=action(_say("&Undo"), "Ctrl+Z", "undo"),
        search=action(_say("&Search"), "Ctrl+F", "search"),
        next_item=action(_say("&Next item"), "Ctrl+Down"),
        previous_item=action(_say("Pre&vious item"), "Ctrl+Up"),
        recent=QMenu(_say("&Recent cases"), window),
        places=place_actions(window),
    )


def fill_menus(window: QMainWindow, actions: Actions) -> None:
    """The menu bar, every action in it."""
    bar = window.menuBar()
    bar.setAccessibleName(_say("Menus"))
    file = bar.addMenu(_say("&File"))
    file.addActions([actions.new_case, actions.open_case])
    file.addMenu(actions.recent)
    file.addSeparator()
    file.addActions([actions.add_files, actions.add_folder, actions.paste])
    file.addAction(actions.try_sample)
    file.addSeparator()
    file.addAction(actions.export)
    file.addSeparator()
    file.addAction(actions.close)
    run = bar.addMenu(_say("&Run"))
    run.addActions([actions.sort, actions.find_themes, actions.summarize])
    run.addActions([actions.pause, actions.stop, actions.passwords])
    run.addSeparator()
    run.addActions([actions.learn, actions.check])
    decide = bar.addMenu(_say("&Decide"))
    decide.addActions([actions.confirm, actions.take_guess, actions.take_runner_up])
    decide.addActions([actions.choose, actions.private])
    decide.addSeparator()
    decide.addAction(actions.undo)
    view = bar.addMenu(_say("&View"))
    view.addActions(list(actions.places.values()))
    view.addSeparator()
    view.addActions([actions.search, actions.next_item, actions.previous_item])


def show_recent(actions: Actions, cases: tuple[Path, ...]) -> list[tuple[QAction, Path]]:
    """The recent cases as menu entries, to be connected by the caller."""
    actions.recent.clear()
    actions.recent.setEnabled(bool(cases))
    made = []
    for case in cases:
        entry = actions.recent.addAction(case.stem.replace("&", "&&"))
        entry.setToolTip(as_tip(str(case)))
        made.append((entry, case))
    return made
