"""No other thread than the window's ever destroys a Qt object as garbage."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.desktop import collecting
from app.desktop.collecting import collected_here


class Watched(QObject):
    """Garbage that only a collection finds, and that says which thread found it."""

    def __init__(self, seen: list[int]) -> None:
        super().__init__()
        self.seen = seen
        self.itself = self

    def __del__(self) -> None:
        self.seen.append(threading.get_ident())


def allocate_much() -> None:
    kept = [[number] for number in range(300_000)]
    del kept


def on_another_thread() -> None:
    thread = threading.Thread(target=allocate_much)
    thread.start()
    thread.join()


def test_garbage_is_collected_by_the_thread_of_the_window_only(qtbot: QtBot) -> None:
    seen: list[int] = []
    gc.collect()
    with collected_here():
        Watched(seen)
        on_another_thread()
        assert seen == []
        much = [[number] for number in range(5000)]
        qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert seen == [threading.get_ident()]
    assert len(much) == 5000


def test_without_it_another_thread_collects() -> None:
    seen: list[int] = []
    gc.collect()
    gc.enable()
    try:
        Watched(seen)
        on_another_thread()
        assert seen
        assert seen != [threading.get_ident()]
    finally:
        gc.disable()


def test_what_has_settled_is_not_looked_through_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(collecting, "_SETTLED", 50)
    with collected_here():
        qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    assert gc.get_freeze_count() == 0
