"""The schemes at hand, below each other, and the categories of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.desktop.scheme_words import move_words
from app.desktop.two_line_list import TwoLineList, TwoLines
from app.records import DraftCategory, ItemMove, ShelvedScheme

__all__ = ["CategoryList", "MoveList", "SchemeList"]


class SchemeList(TwoLineList):
    """The schemes at hand; shipped ones wear a lock."""

    delete_wanted = Signal()

    def show_schemes(
        self, shelf: Sequence[ShelvedScheme], unsaved: frozenset[Path]
    ) -> None:
        """These are at hand, and these have something that is not saved."""
        lines = []
        for one in shelf:
            draft = one.draft.name if one.draft is not None else ""
            name = draft or (one.scheme.name if one.scheme is not None else one.path.stem)
            icon = ("categories" if one.own else "lock", "muted")
            remark = self.tr("Your own") if one.own else self.tr("Came with Postroom")
            if one.path in unsaved:
                remark = self.tr("Your own, not saved")
            elif one.problem:
                icon, remark = ("warning", "review"), self.tr("Its file has mistakes")
            name = name.strip() or self.tr("(no name)")
            lines.append(TwoLines(identity=one.path, name=name, remark=remark, icon=icon))
        self.show_lines(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del asks for the scheme to be deleted."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


class CategoryList(TwoLineList):
    """The categories of a scheme; Alt with an arrow moves one, Del removes it."""

    add_wanted = Signal()
    remove_wanted = Signal()
    rename_wanted = Signal()
    move_wanted = Signal(int)

    def show_categories(
        self,
        categories: Sequence[DraftCategory],
        marks: Mapping[int, tuple[str, tuple[str, str]]],
    ) -> None:
        """These are listed.

        Args:
            categories: In their order.
            marks: By key: what is to be said of one, and its icon with its colour.
        """
        lines = []
        for one in categories:
            remark, icon = marks.get(one.key, ("", None))
            name = one.name.strip() or self.tr("(no name)")
            lines.append(TwoLines(identity=one.key, name=name, remark=remark, icon=icon))
        self.show_lines(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that change the list."""
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif key == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.rename_wanted.emit()
        else:
            super().keyPressEvent(event)


class MoveList(TwoLineList):
    """Items that changed categories would sort otherwise."""

    def show_moves(self, moves: Sequence[ItemMove]) -> None:
        """These would move."""
        lines = []
        for one in moves:
            way = self.tr("{before} \u2192 {after}").format(
                before=one.before or "", after=one.after or ""
            )
            said = move_words(one)
            where = f"{one.document}, {one.place}" if one.place else one.document
            lines.append(
                TwoLines(
                    identity=one.item,
                    name=one.text or self.tr("(no text)"),
                    remark=way,
                    spoken=said,
                    tip=f"{where}\n{said}",
                )
            )
        self.show_lines(lines)
