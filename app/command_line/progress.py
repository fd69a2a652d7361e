"""Progress of a long job: a moving line on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
)
from rich.table import Column
from rich.text import Text

from app.command_line.telling import plain, time_left
from app.records import Phase, Step, StoppedError

__all__ = ["StopAsked", "follow"]

NAME_SHOWN = 40
STOPPING = "Stopping after this step (Ctrl-C again: at once)"


class StopAsked:
    """Notes the first Ctrl-C, so that the step at hand is finished; the second is at once.

    A context manager; without effect outside the main thread, which gets no signals.
    """

    def __init__(self) -> None:
        self.asked = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


def follow(console: Console, steps: Iterator[Step], stop: StopAsked) -> bool:
    """Go through all steps of a job and show them.

    Returns:
        Whether the job came to its end; False where Ctrl-C stopped it.
    """
    shown = moving_line if console.is_terminal else lines_now_and_then
    try:
        with shown(console, stop) as show:
            for step in steps:
                show(step)
                if stop.asked and step.phase is not Phase.DONE:
                    return False
    except (KeyboardInterrupt, StoppedError):
        return False
    finally:
        close = getattr(steps, "close", None)
        if close is not None:
            close()
    return True


def words_of(step: Step) -> str:
    """What is being done."""
    return step.phase.value[:1].upper() + step.phase.value[1:]


def amount_of(step: Step) -> str:
    """How much of it is done."""
    return f"{step.done:,} of {step.total:,}" if step.total else ""


class PhaseColumn(ProgressColumn):
    """What is being done, or that it is about to stop."""

    def __init__(self, stop: StopAsked) -> None:
        super().__init__(Column(no_wrap=True))
        self._stop = stop

    def render(self, task: Task) -> Text:
        """The words for now; drawn anew several times a second."""
        return one_line(STOPPING if self._stop.asked else task.description)


class FieldColumn(ProgressColumn):
    """What a field of the line says, cut off where there is no room."""

    def __init__(self, field: str, column: Column) -> None:
        super().__init__(column)
        self._field = field

    def render(self, task: Task) -> Text:
        """The field's words."""
        return one_line(str(task.fields[self._field]))


def one_line(words: str) -> Text:
    """Words that end in "…" where there is no room, rather than take another line."""
    return Text(words, no_wrap=True, overflow="ellipsis")


@contextlib.contextmanager
def moving_line(console: Console, stop: StopAsked) -> Iterator[Callable[[Step], None]]:
    """A line on a terminal that is drawn anew, with a bar and the time left."""
    columns = (
        SpinnerColumn(),
        PhaseColumn(stop),
        BarColumn(bar_width=24),
        FieldColumn("amount", Column(no_wrap=True)),
        FieldColumn("left", Column(no_wrap=True)),
        # Of all these the name is what gives way first.
        FieldColumn("document", Column()),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Starting", total=None, amount="", left="", document="")
        said = ""

        def show(step: Step) -> None:
            nonlocal said
            if step.message and step.message != said:
                said = step.message
                progress.console.print(plain(said))
            progress.update(
                task,
                description=words_of(step),
                completed=step.done,
                total=step.total or None,
                amount=amount_of(step),
                left=time_left(step.seconds_left),
                document=plain(step.document)[-NAME_SHOWN:],
            )

        yield show


@contextlib.contextmanager
def lines_now_and_then(
    console: Console, _stop: StopAsked
) -> Iterator[Callable[[Step], None]]:
    """A line for every new phase, every tenth of it, and everything worth saying."""
    before: tuple[Phase, int] | None = None
    said = ""

    def show(step: Step) -> None:
        nonlocal before, said
        if step.message and step.message != said:
            said = step.message
            console.print(plain(said), soft_wrap=True)
        tenth = 10 * step.done // step.total if step.total else 0
        if (step.phase, tenth) != before and step.phase is not Phase.DONE:
            before = (step.phase, tenth)
            facts = (amount_of(step), time_left(step.seconds_left))
            told = ", ".join(fact for fact in facts if fact)
            console.print(f"{words_of(step)}{': ' if told else ''}{told}", soft_wrap=True)

    yield show
