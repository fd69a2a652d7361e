"""The labels a run may learn from: a person's corrections, blind checks, the memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from app import store
from app.records import Label, Scheme
from app.store import CaseFile, Memory
from app.workflow.tools import Tools

__all__ = [
    "Labels",
    "Marks",
    "begin_marks",
    "labels_at",
    "marks_in_use",
    "newest_marks",
    "opened_memory",
    "use_marks",
]

MARKS = "labels in use"


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """Up to which key each kind of label is used; 0 uses none of it."""

    label: int = 0
    review: int = 0
    answer: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """Labels of a scheme, one for each text.

    Attributes:
        known: Those whose category the scheme has, by text hash.
        left_out: How many others there are.
    """

    known: tuple[Label, ...] = ()
    left_out: int = 0

    @property
    def digest(self) -> str:
        """Changes with any label, whatever order they came in."""
        told = sorted(f"{one.text_hash.hex()} {one.category}" for one in self.known)
        return hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()


@contextmanager
def opened_memory(
    tools: Tools, scheme: Scheme, *, wanted: bool = True, create: bool = False
) -> Iterator[Memory | None]:
    """A scheme's memory, None where it is not wanted or there is none yet.

    Raises:
        PostroomError: It cannot be opened.
    """
    path = tools.memory_path(scheme) if wanted else None
    if path is None or not (create or path.exists()):
        yield None
        return
    if create:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with store.open_memory(path, create=create) as memory:
        yield memory


def newest_marks(case: CaseFile, memory: Memory | None) -> Marks:
    """Marks that use every label at hand."""
    return Marks(
        label=store.newest_label(memory) if memory else 0,
        review=store.newest_review(case),
        answer=store.newest_answer(case),
    )


def marks_in_use(case: CaseFile) -> Marks:
    """Up to where the case's last run used labels; none before the first."""
    known = store.fact(case, 0, MARKS)
    return Marks(**known) if isinstance(known, dict) else Marks()


def use_marks(case: CaseFile, marks: Marks) -> None:
    """From now on runs of this case use the labels up to these marks."""
    store.put_fact(case, 0, MARKS, asdict(marks))


def begin_marks(case: CaseFile, memory: Memory | None) -> Marks:
    """The marks that a run uses: all labels where nothing is sorted yet, else those in use.

    What is sorted already must not change without anybody having seen it.
    """
    counts = store.counts(case)
    if counts.items == counts.undecided:
        use_marks(case, newest_marks(case, memory))
    return marks_in_use(case)


def labels_at(
    case: CaseFile, memory: Memory | None, marks: Marks, names: Sequence[str]
) -> Labels:
    """The labels up to some marks; of two on the same text the later one counts."""
    found: dict[bytes, Label] = {}
    for label in in_order(case, memory, marks):
        before = found.get(label.text_hash)
        if before is None or label.at >= before.at:
            found[label.text_hash] = label
    known = [label for label in found.values() if label.category in names]
    # An item without words teaches nothing.
    worded = [label for label in known if label.text.strip()]
    worded.sort(key=lambda label: label.text_hash)
    return Labels(known=tuple(worded), left_out=len(found) - len(known))


def in_order(case: CaseFile, memory: Memory | None, marks: Marks) -> Iterator[Label]:
    """All labels up to some marks; what was said in this very case comes last."""
    if memory is not None and marks.label:
        yield from store.labels(memory, up_to=marks.label)
    if marks.answer:
        yield from (one.label for one in store.checked_labels(case, up_to=marks.answer))
    if marks.review:
        yield from (one.label for one in store.standing_reviews(case, up_to=marks.review))
