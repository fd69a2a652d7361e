"""Categories and an open case: what a change would change, and what speaks for them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app import store
from app.records import (
    CategoryCount,
    ConfirmedText,
    ItemMove,
    Phase,
    PostroomError,
    Scheme,
    SchemePreview,
    Step,
)
from app.records.lines import place_words
from app.store import CaseFile, DecidedItem
from app.workflow.labels import as_now_called, opened_memory
from app.workflow.run_facts import KIND, scheme_of
from app.workflow.tools import Tools

if TYPE_CHECKING:
    from app.workflow.scheme_trying import KeptEmbedder, Trial

__all__ = ["SchemeWork"]

# What compares meanings loads scipy, which takes longer than showing a window may: it is
# imported where it is called.

MOST_MOVES = 300
SHOWN_CHARACTERS = 300
LONGEST_EXAMPLE = 300
MOST_CONFIRMED = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """The texts of a case as a scheme would sort them.

    Attributes:
        category: By text hash.
        probability: Likewise.
        labels: How many labelled texts had a say.
    """

    category: Mapping[bytes, str]
    probability: Mapping[bytes, float]
    labels: int


class SchemeWork:
    """Categories and one open case file; nothing here changes the file.

    Args:
        case: The case file, open.
        tools: What a run works with.
    """

    def __init__(self, case: CaseFile, tools: Tools) -> None:
        self._case = case
        self._tools = tools
        self._embedder: KeptEmbedder | None = None
        self._trial: tuple[tuple[int, int], Trial] | None = None
        self._baseline: tuple[str, Mapping[bytes, str]] | None = None
        self._found: SchemePreview | None = None

    def preview(self, scheme: Scheme) -> Generator[Step]:
        """Find what sorting again by a scheme would change; ``found`` then tells.

        Raises:
            PostroomError: Nothing was sorted yet, or the embedder is missing.
        """
        yield Step(phase=Phase.STARTING, counts=store.counts(self._case))
        self._laid_out(scheme)
        yield Step(phase=Phase.DECIDING, counts=store.counts(self._case))
        self._found = self.look(scheme, closely=True)
        yield Step(phase=Phase.DONE, counts=store.counts(self._case))

    @property
    def found(self) -> SchemePreview | None:
        """What the last preview found; None before one."""
        return self._found

    def look(self, scheme: Scheme, *, closely: bool = True) -> SchemePreview:
        """What sorting again by a scheme would change, at once.

        Where it is not looked at closely, what labels have taught before is used again
        while they say the same. A language model is not asked: of items that were decided
        with its help, only those move that would move without it as well. Items that a
        person has decided stay.

        Raises:
            PostroomError: Nothing was sorted yet, or the embedder is missing.
        """
        from app.triage import scheme_hints  # noqa: PLC0415 - see above
        from app.workflow.scheme_trying import (  # noqa: PLC0415 - see above
            places_for,
            shares_by,
        )

        begun = time.perf_counter()
        trial = self._laid_out(scheme)
        ground = trial.ground
        shares, labels = shares_by(trial, scheme, closely=closely)
        best = shares.argmax(axis=1)
        after = Tried(
            category={
                one: scheme.names[number]
                for one, number in zip(ground.hashes, best.tolist(), strict=True)
            },
            probability=dict(zip(ground.hashes, shares.max(axis=1).tolist(), strict=True)),
            labels=labels,
        )
        preview = self._compared(scheme, after)
        hints = scheme_hints(scheme, places_for(scheme, trial.embedder), shares)
        seconds = time.perf_counter() - begun
        return replace(preview, hints=hints, seconds=seconds, rough=trial.is_reused)

    def label_counts(self, scheme: Scheme) -> tuple[tuple[str, int], ...]:
        """How many labelled texts are at hand under each name, as it was said."""
        with opened_memory(self._tools, scheme) as memory:
            kept = [] if memory is None else store.labels(memory)
        said = {label.text_hash: label.category for label in kept}
        for found in (store.checked_labels(self._case), store.standing_reviews(self._case)):
            said.update({one.label.text_hash: one.label.category for one in found})
        return tuple(sorted(Counter(said.values()).items()))

    def confirmed(self, scheme: Scheme) -> tuple[ConfirmedText, ...]:
        """What items say that a person has put into a category, the newest first.

        Items marked private are never among them, nor any with the same text. Of a long
        text it is the words that spoke for the category, or else its beginning.
        """
        private = store.private_hashes(self._case)
        found: dict[bytes, ConfirmedText] = {}
        for one in reversed(store.standing_reviews(self._case)):
            label = as_now_called(one.label, scheme)
            if label is None or label.text_hash in private or one.private:
                continue
            text = self._as_example(one.item, label.text)
            if text and label.text_hash not in found:
                found[label.text_hash] = ConfirmedText(
                    item=one.item, category=label.category, text=text
                )
        return tuple(found.values())[:MOST_CONFIRMED]

    def rest(self) -> None:
        """Let go of the embedder's process and of what was laid out, until asked again."""
        self._trial = self._baseline = None
        if self._embedder is not None:
            self._embedder.close()

    # ------------------------------------------------------------ trying

    def _laid_out(self, scheme: Scheme) -> Trial:
        from app.workflow.scheme_trying import (  # noqa: PLC0415 - see above
            KeptEmbedder,
            Trial,
            find_trial_ground,
        )

        self._sorted_by()
        if self._embedder is None:
            self._embedder = KeptEmbedder(self._tools.open_embedder)
        counts = store.counts(self._case)
        now = (counts.items, store.count_texts(self._case))
        if self._trial is None or self._trial[0] != now:
            background = self._tools.background
            ground = find_trial_ground(self._case, self._embedder, scheme, background)
            trial = Trial(
                case=self._case, tools=self._tools, embedder=self._embedder, ground=ground
            )
            self._trial, self._baseline = (now, trial), None
        return self._trial[1]

    def _sorted_by(self) -> Scheme:
        run = store.last_run(self._case, KIND)
        if run is None:
            raise PostroomError("Nothing was sorted yet in this case.", "Sort it first.")
        return scheme_of(run)

    def _without_model(self) -> Mapping[bytes, str]:
        """What the present scheme decides where no language model is asked."""
        from app.workflow.scheme_trying import shares_by  # noqa: PLC0415 - see above

        scheme = self._sorted_by()
        if self._baseline is None or self._baseline[0] != scheme.fingerprint:
            trial = self._laid_out(scheme)
            shares, _ = shares_by(trial, scheme, closely=True)
            names = [scheme.names[number] for number in shares.argmax(axis=1).tolist()]
            found = dict(zip(trial.ground.hashes, names, strict=True))
            self._baseline = (scheme.fingerprint, found)
        return self._baseline[1]

    # ------------------------------------------------------------ comparing

    def _compared(self, scheme: Scheme, after: Tried) -> SchemePreview:
        unheard = store.read_by_model(self._case)
        without = self._without_model() if unheard else {}
        was: Counter[str] = Counter()
        will: Counter[str] = Counter()
        moves: list[tuple[float, int, str, str]] = []
        moved = items = by_person = 0
        for batch in store.each_decided(self._case):
            for one in batch:
                items += 1
                if one.category is None:
                    continue
                before = scheme.now_called(one.category) or one.category
                was[before] += 1
                by_person += one.reviewed
                now = self._now(
                    one, before, after, without if one.item in unheard else None
                )
                will[now] += 1
                if now == before:
                    continue
                moved += 1
                sure = after.probability[one.text_hash]
                moves.append((-sure, one.item, one.category, now))
            moves = sorted(moves)[:MOST_MOVES]
        return SchemePreview(
            fingerprint=scheme.fingerprint,
            items=items,
            moved=moved,
            moves=tuple(self._told(*move) for move in moves),
            counts=self._counts(scheme, was, will),
            by_person=by_person,
            unheard=len(unheard),
            labels=after.labels,
        )

    @staticmethod
    def _now(
        one: DecidedItem, before: str, after: Tried, without: Mapping[bytes, str] | None
    ) -> str:
        """Where an item would be; where it is, if nothing speaks against that."""
        found = after.category.get(one.text_hash)
        if one.reviewed or found is None:
            return before
        if without is not None and without.get(one.text_hash) == found:
            return before
        return found

    def _counts(
        self, scheme: Scheme, was: Counter[str], will: Counter[str]
    ) -> tuple[CategoryCount, ...]:
        known = self._sorted_by().names
        old = {scheme.now_called(name) or name for name in known}
        counts = [
            CategoryCount(
                name=name, before=was[name] if name in old else None, after=will[name]
            )
            for name in scheme.names
        ]
        gone = [name for name in (*known, *was) if name in was or name in old]
        for name in dict.fromkeys(gone):
            if name not in scheme.names:
                after = will[name] or None
                counts.append(CategoryCount(name=name, before=was[name], after=after))
        return tuple(counts)

    def _told(self, less: float, item: int, before: str, after: str) -> ItemMove:
        stored = store.stored_item(self._case, item).item
        return ItemMove(
            item=item,
            document=store.document(self._case, stored.document).name,
            place=place_words(stored.place),
            text=" ".join(stored.text[:SHOWN_CHARACTERS].split()),
            before=before,
            after=after,
            probability=-less,
        )

    def _as_example(self, item: int, text: str) -> str:
        whole = " ".join(text.split())
        if len(whole) <= LONGEST_EXAMPLE:
            return whole
        verdict = store.verdict(self._case, item)
        if verdict is not None and verdict.evidence is not None:
            return " ".join(verdict.evidence.quote.split())[:LONGEST_EXAMPLE]
        return whole[:LONGEST_EXAMPLE].rsplit(" ", 1)[0]
