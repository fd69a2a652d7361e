"""Python's garbage is collected by the window's thread, and by no other.

Python collects on whichever thread happens to allocate. Where that is a reading thread and
the garbage holds a Qt object, the two wait for each other for ever: the reading thread has
Qt's lock and wants Python's, the window has Python's and wants Qt's.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

from PySide6.QtCore import QTimer

__all__ = ["collected_here"]

_INTERVAL = 1000  # milliseconds
# What is there after so long is the window itself. Looking all of it through again and
# again takes 30 ms each time, in which nothing is painted, and finds nothing.
_SETTLED = 5000


@contextlib.contextmanager
def collected_here() -> Iterator[None]:
    """While it lasts only this thread collects garbage, as often as Python would.

    The thread must have an event loop; an application must be there.
    """
    before = gc.isenabled()
    gc.disable()
    timer = QTimer()
    timer.setInterval(_INTERVAL)
    timer.timeout.connect(_collect_what_is_due)
    timer.start()
    settling = QTimer()
    settling.setSingleShot(True)
    settling.setInterval(_SETTLED)
    settling.timeout.connect(_settle)
    settling.start()
    try:
        yield
    finally:
        timer.stop()
        settling.stop()
        gc.unfreeze()
        if before:
            gc.enable()


def _settle() -> None:
    """What has lived until now is never looked through again."""
    gc.collect()
    gc.freeze()


def _collect_what_is_due() -> None:
    """The oldest generation that has reached its threshold, with all younger ones."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > threshold
    ]
    if due:
        gc.collect(max(due))
