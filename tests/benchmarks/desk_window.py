"""What happens inside the window's process while ``desk.py`` measures it.

Not for people: ``desk.py`` starts it, with the moment it did so, and reads what it prints.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from PySide6.QtCore import QElapsedTimer, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.__main__ import open_desk
from app.desktop.item_columns import Column
from app.desktop.item_delegate import ItemDelegate
from app.desktop.item_model import ItemModel
from app.desktop.window import Window
from app.records import RowFilter, Status
from tests.benchmarks.measuring import family, resident_bytes

STARTED = float(os.environ["DESK_STARTED"])
FRAME = 16  # milliseconds
STEPS = 300
KEYS = 120
PATIENCE = 30.0  # seconds until a measurement is given up


class Seen:
    """When something was painted; what is watched for is set anew each time."""

    def __init__(self) -> None:
        self.window = 0.0
        self.worked = 0.0
        self.rows = 0.0
        self.is_fresh = True

    def note_window(self) -> None:
        self.window, self.worked = time.time(), time.process_time()

    def note_rows(self) -> None:
        if self.is_fresh and not self.rows:
            self.rows = time.time()


SEEN = Seen()


def watch() -> None:
    """The window tells when it was painted, and the table when rows were."""
    paint, cell, take = Window.paintEvent, ItemDelegate._cell, ItemModel.take_list

    def painted(self: Window, event: Any) -> None:
        paint(self, event)
        if not SEEN.window:
            # The screens are painted with the window; then whoever waits has their turn.
            QTimer.singleShot(0, SEEN.note_window)

    def drawn(self: ItemDelegate, *arguments: Any) -> None:
        cell(self, *arguments)
        SEEN.note_rows()

    def taken(self: ItemModel, *arguments: Any) -> None:
        take(self, *arguments)
        SEEN.is_fresh = True

    Window.paintEvent, ItemDelegate._cell = painted, drawn  # type: ignore[method-assign, assignment]
    ItemModel.take_list = taken  # type: ignore[method-assign, assignment]


def wait_for(done: Callable[[], bool]) -> None:
    """Events are handled until it is so."""
    loop, deadline = QEventLoop(), time.time() + PATIENCE
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: loop.quit() if done() or time.time() > deadline else None)
    timer.start()
    loop.exec()


class Beat:
    """The longest time in which no event was handled, in milliseconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> Self:
        self._since.start()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        self.longest = max(self.longest, self._since.nsecsElapsed() / 1e6)
        self._since.restart()


def spread(milliseconds: list[float]) -> dict[str, float]:
    """Median, 95th percentile and the worst."""
    ordered = sorted(milliseconds)
    return {
        "median": statistics.median(ordered),
        "p95": ordered[int(len(ordered) * 0.95)],
        "worst": ordered[-1],
    }


class Tour:
    """The measurements, one after another, in the real window."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.desk = window.parts.desk
        self.found: dict[str, Any] = {}

    def run(self) -> None:
        table = self.desk.table
        wait_for(lambda: bool(SEEN.rows))
        self.found["rows painted"] = SEEN.rows - STARTED
        wait_for(lambda: self.desk.reader.row is not None)
        self.settle()
        self.found["rows"] = self.desk.items.rowCount()
        self.scroll("scrolling")
        table.select_row(0)
        self.settle()
        self.keys()
        self.lists()
        self.desk.filters.group_menu.chosen.emit(self._grouped("category"))
        self.settle(400)
        self.scroll("scrolling in groups")
        self.memory()

    def settle(self, milliseconds: int = 250) -> None:
        QTest.qWait(milliseconds)

    def _grouped(self, by: str) -> RowFilter:
        return replace(self.desk.filters.asked, group=by, group_column="")

    def scroll(self, name: str) -> None:
        """Wheel steps, and jumps through the whole table; a step every 16 ms."""
        view, bar = self.desk.table.viewport(), self.desk.table.verticalScrollBar()
        bar.setValue(0)
        self.settle()
        frames, busy, empty = [], [], 0
        middle = QPointF(view.rect().center())
        for step in range(STEPS):
            begun, worked = time.perf_counter(), time.thread_time()
            if step % 2:
                bar.setValue(bar.maximum() * step // STEPS)
            else:
                wheel = QWheelEvent(
                    middle, view.mapToGlobal(middle), QPoint(), QPoint(0, -360),
                    Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                    Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003 - Qt's signature
                )  # fmt: skip
                QApplication.sendEvent(view, wheel)
            longest = self._handle(begun, 0)
            busy.append((time.thread_time() - worked) * 1000)
            longest = max(longest, self._handle(begun, FRAME))
            frames.append(longest)
            first = self.desk.table.rowAt(0)
            empty += self.desk.items.result_row(first) is None
        self.found[name] = spread(frames) | {"frames without rows yet": empty}
        self.found[f"{name}, processor time"] = spread(busy)

    @staticmethod
    def _handle(begun: float, until: int) -> float:
        """The longest that the handling of events took at once, in milliseconds."""
        longest = 0.0
        while True:
            before = time.perf_counter()
            QApplication.processEvents()  # noqa: TID251 - it is the window's loop here
            after = time.perf_counter()
            longest = max(longest, (after - before) * 1000)
            if (after - begun) * 1000 >= until:
                return longest
            time.sleep(0.0005)  # noqa: TID251 - until the next frame

    def keys(self) -> None:
        """Down, until the next item is read and painted."""
        table, reader, times, busy = self.desk.table, self.desk.reader, [], []
        for _ in range(KEYS):
            begun, worked = time.perf_counter(), time.thread_time()
            QTest.keyClick(table, Qt.Key.Key_Down)
            row = self.desk.items.result_row(table.currentIndex().row())
            wanted = row.item.key if row is not None and row.item is not None else 0
            while time.perf_counter() - begun < PATIENCE:
                QApplication.processEvents()  # noqa: TID251 - it is the window's loop here
                shown = reader.row
                key = shown.item.key if shown is not None and shown.item is not None else 0
                if key and wanted in (key, 0):
                    break
            QApplication.processEvents()  # noqa: TID251 - it is the window's loop here
            times.append((time.perf_counter() - begun) * 1000)
            busy.append((time.thread_time() - worked) * 1000)
        self.found["key to next item"] = spread(times)
        self.found["key to next item, processor time"] = spread(busy)

    def lists(self) -> None:
        """Filters, orders, searches and groups: until the first rows are painted."""
        desk = self.desk
        descending = Qt.SortOrder.DescendingOrder
        category = desk.filters.category.itemData(3)

        def choose(name: str | None) -> None:
            at = desk.filters.category.findData(name) if name else 0
            desk.filters.category.setCurrentIndex(at)
            desk.filters.category.activated.emit(at)

        def search(words: str) -> None:
            desk.header.search.setText(words)
            desk.header.searched.emit(words)

        deeds: dict[str, Callable[[], None]] = {
            "filter: needs review": lambda: desk.filters.choose_status(Status.NEEDS_REVIEW),
            "filter: all": lambda: desk.filters.choose_status(None),
            "filter: a category": lambda: choose(category),
            "filter: all categories": lambda: choose(None),
            "sort: probability": lambda: desk.table.sortByColumn(
                Column.PROBABILITY, descending
            ),
            "sort: category": lambda: desk.table.sortByColumn(Column.CATEGORY, descending),
            "sort: as they came": lambda: desk.table.sortByColumn(-1, descending),
            "search: half of the rows": lambda: search("pothole"),
            "search: a thousandth": lambda: search("1234"),
            "search: one row": lambda: search("123456"),
            "search: nothing any more": lambda: search(""),
            "group: category": lambda: desk.filters.ask(self._grouped("category")),
            "group: language": lambda: desk.filters.ask(self._grouped("language")),
            "group: none": lambda: desk.filters.ask(self._grouped("")),
        }
        for name, deed in deeds.items():
            SEEN.is_fresh, SEEN.rows = False, 0.0
            with Beat() as beat:
                begun = time.time()
                deed()
                wait_for(lambda: bool(SEEN.rows))
                taken = (SEEN.rows - begun) * 1000
                wait_for(lambda: desk.reader.row is not None)
            self.settle()
            self.found[name] = {"first rows": taken, "blocked": beat.longest}

    def memory(self) -> None:
        """Of this process, and of it with all its children, in units of 2**20 bytes."""
        own = str(os.getpid())
        processes = {each: resident_bytes(each) / 2**20 for each in family(own)}
        self.found["memory"] = {
            "window": processes[own],
            "all": sum(processes.values()),
            "processes": len(processes),
        }


def window_of_all() -> Window:
    """The window, once it is there."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Window))


def main() -> int:
    """Open the window, measure, close it, and print what was found as JSON."""
    mode, case = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None
    application = QApplication([])
    watch()
    found: dict[str, Any] = {}

    def measure() -> None:
        wait_for(lambda: bool(SEEN.window))
        window = window_of_all()
        if case is not None:
            wait_for(lambda: bool(SEEN.rows))
        if mode == "tour":
            tour = Tour(window)
            tour.run()
            found.update(tour.found)
        found["window painted"] = SEEN.window - STARTED
        found["processor time"] = SEEN.worked
        if SEEN.rows and mode != "tour":
            found["rows painted"] = SEEN.rows - STARTED
        print(json.dumps(found), flush=True)  # a window that is slow to leave ends at once
        window.close()

    QTimer.singleShot(0, measure)
    status = open_desk(case)
    del application
    return status


if __name__ == "__main__":
    sys.exit(main())
