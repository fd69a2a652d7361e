"""The labels a run may learn from: a person's corrections, blind checks, the memory.

What a case uses is frozen in the case: nothing that is sorted already changes because of
what somebody labels in another case, only a text that was forgotten drops out. New labels
are taken up when a person has seen what they would change, or where nothing is sorted yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from app import store
from app.records import Label, PostroomError, Scheme
from app.store import CaseFile, Memory
from app.workflow.run_facts import KIND, scheme_of
from app.workflow.tools import Tools

__all__ = [
    "Labels",
    "labels_in_use",
    "labels_to_begin_with",
    "newest_labels",
    "opened_memory",
    "use_labels",
]

IN_USE = "labels in use"


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """Labels of a scheme, one for each text.

    Attributes:
        known: Those whose category the scheme has, by text hash.
        left_out: How many others there are.
        trusted: Whether a person has seen what they change, and took them.
    """

    known: tuple[Label, ...] = ()
    left_out: int = 0
    trusted: bool = False

    @property
    def categories(self) -> dict[bytes, str]:
        """The category of each text."""
        return {label.text_hash: label.category for label in self.known}

    @property
    def digest(self) -> str:
        """Changes with any label, whatever order they came in."""
        told = sorted(f"{one.text_hash.hex()} {one.category}" for one in self.known)
        return hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()

    def different_from(self, other: Labels) -> int:
        """On how many texts the two do not say the same."""
        mine, theirs = self.categories, other.categories
        return sum(mine.get(one) != theirs.get(one) for one in mine.keys() | theirs.keys())


@contextmanager
def opened_memory(
    tools: Tools, scheme: Scheme, *, wanted: bool = True, create: bool = False
) -> Iterator[Memory | None]:
    """A scheme's memory, None where it is not wanted or there is none yet.

    Raises:
        PostroomError: It cannot be made or opened.
    """
    path = tools.memory_path(scheme) if wanted else None
    if path is None or not (create or path.exists()):
        yield None
        return
    if create:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise PostroomError(
                f"The folder {path.parent} for what is learned cannot be made:"
                f" {error.strerror}. What was said is kept in the case file.",
                "Ask whoever looks after this computer.",
            ) from error
    with store.open_memory(path, create=create) as memory:
        yield memory


def newest_labels(case: CaseFile, memory: Memory | None, scheme: Scheme) -> Labels:
    """All labels at hand; of two on the same text the later one counts."""
    found: dict[bytes, Label] = {}
    for label in in_order(case, memory):
        before = found.get(label.text_hash)
        if before is None or label.at >= before.at:
            found[label.text_hash] = label
    return fitting(found, scheme)


def fitting(
    found: Mapping[bytes, Label], scheme: Scheme, *, trusted: bool = False
) -> Labels:
    """Those of some labels that the scheme has a category for and that have words.

    What was said under a name that a category had before counts for that category.
    """
    known = [now for label in found.values() if (now := as_now_called(label, scheme))]
    worded = [label for label in known if label.text.strip()]
    worded.sort(key=lambda label: label.text_hash)
    return Labels(known=tuple(worded), left_out=len(found) - len(known), trusted=trusted)


def as_now_called(label: Label, scheme: Scheme) -> Label | None:
    """The label under the present name of its category; None where there is none."""
    name = scheme.now_called(label.category)
    if name is None or name == label.category:
        return label if name else None
    return replace(label, category=name)


def in_order(case: CaseFile, memory: Memory | None) -> Iterator[Label]:
    """All labels at hand; what was said in this very case comes last."""
    if memory is not None:
        yield from store.labels(memory)
    yield from (one.label for one in store.checked_labels(case))
    yield from (one.label for one in store.standing_reviews(case))


def labels_in_use(case: CaseFile, memory: Memory | None, scheme: Scheme) -> Labels:
    """The labels that this case uses for this scheme; none where it uses none.

    A label whose text is neither in the memory nor in the case was forgotten, and goes.
    """
    kept = store.fact(case, 0, IN_USE)
    if not isinstance(kept, dict) or kept["scheme"] != identity(scheme):
        return Labels()
    hashes = [bytes.fromhex(one) for one, _ in kept["labels"]]
    texts = dict(store.texts_by_hash(case, hashes))
    if memory is not None:
        texts.update({label.text_hash: label.text for label in store.labels(memory)})
    found = {
        text_hash: Label(
            text=texts[text_hash], text_hash=text_hash, category=category, source="import"
        )
        for text_hash, (_, category) in zip(hashes, kept["labels"], strict=True)
        if text_hash in texts
    }
    return fitting(found, scheme, trusted=bool(kept["trusted"]))


def use_labels(case: CaseFile, scheme: Scheme, labels: Labels, *, trusted: bool) -> None:
    """From now on runs of this case use these labels for this scheme."""
    pairs = [[label.text_hash.hex(), label.category] for label in labels.known]
    value = {"scheme": identity(scheme), "labels": pairs, "trusted": trusted}
    store.put_fact(case, 0, IN_USE, value)


def labels_to_begin_with(case: CaseFile, memory: Memory | None, scheme: Scheme) -> Labels:
    """The labels that a run uses.

    All at hand where nothing is sorted yet, or all is sorted anew by another scheme; else
    those in use: what is sorted already must not change without anybody having seen it.
    """
    counts = store.counts(case)
    last = store.last_run(case, KIND)
    other = last is not None and identity(scheme_of(last)) != identity(scheme)
    if counts.items == counts.undecided or (other and not in_use_for(case, scheme)):
        use_labels(case, scheme, newest_labels(case, memory, scheme), trusted=False)
    return labels_in_use(case, memory, scheme)


def in_use_for(case: CaseFile, scheme: Scheme) -> bool:
    """Whether this case has already frozen labels of a scheme."""
    kept = store.fact(case, 0, IN_USE)
    return isinstance(kept, dict) and kept["scheme"] == identity(scheme)


def identity(scheme: Scheme) -> str:
    """Whose labels they are."""
    return f"{scheme.name}\n{scheme.source}"
