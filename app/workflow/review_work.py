"""The items of one open case file that need a person, as the window shows them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app import store
from app.records import (
    LearnedFrom,
    LearningReport,
    LookAlike,
    PostroomError,
    ReviewItem,
    ReviewReasons,
    Scheme,
    SortSettings,
)
from app.store import CaseFile, Run
from app.workflow import correcting
from app.workflow.labels import labels_in_use, opened_memory
from app.workflow.look_alikes import look_alikes, nearest
from app.workflow.review_likely import likely_categories, shares_of
from app.workflow.run_facts import (
    KIND,
    REPORT,
    models_of,
    report_of,
    scheme_of,
    settings_of,
)
from app.workflow.tools import Tools

__all__ = ["ReviewWork"]

# A label that is less alike than this says nothing about an item.
LABEL_FROM = 0.35
MOST_EXAMPLES = 3


class ReviewWork:
    """What reviewing asks of one open case file. For the thread that opened it.

    Args:
        case: The case file.
        tools: Of the workspace.
    """

    def __init__(self, case: CaseFile, tools: Tools) -> None:
        self._case = case
        self._tools = tools

    def queue(self) -> list[int]:
        """Keys of the items that need review, the hardest and most instructive first."""
        return store.review_queue(self._case)

    def reviewed(self) -> int:
        """How many items a person has reviewed."""
        return store.count_reviewed(self._case)

    def items(self, item_keys: Sequence[int]) -> list[ReviewItem]:
        """Those of the items that are still there, with what a person chooses from."""
        run = store.last_run(self._case, KIND)
        if run is None:
            return []
        scheme, chosen = scheme_of(run), store.chosen_categories(self._case)
        shares = shares_of(self._case, item_keys)
        found = []
        for key in item_keys:
            try:
                row = store.row(self._case, key)
            except KeyError:  # its document was removed meanwhile
                continue
            likely = likely_categories(row.verdict, shares.get(key, {}), chosen, scheme)
            found.append(ReviewItem(row=row, likely=likely, note=row.note))
        return found

    def reasons(self, item_key: int) -> ReviewReasons:
        """What stands behind the verdict of an item.

        Raises:
            KeyError: There is no such item.
        """
        run = store.last_run(self._case, KIND)
        kept = store.fact(self._case, run.key, REPORT) if run else None
        report = report_of(kept) if kept else None
        if run is None or report is None or not report.used:
            return ReviewReasons(item=item_key)
        return ReviewReasons(
            item=item_key,
            labels=report.labels,
            calibrated_on=report.labels if report.calibrated else 0,
            examples=self._examples(item_key, run),
            sure_at=_promised(report),
        )

    def alike(self, item_key: int) -> list[LookAlike]:
        """Other items that need review and say about the same, the most alike first.

        Raises:
            KeyError: There is no such item.
        """
        run = store.last_run(self._case, KIND)
        if run is None:
            return []
        models = list(models_of(run).values())
        return [
            LookAlike(row=store.row(self._case, key), alike=alike, same=same)
            for key, alike, same in look_alikes(self._case, item_key, models)
        ]

    def take_back(self, item_keys: Sequence[int]) -> int:
        """Take back the newest word on each of some items, all or none of them.

        Returns:
            On how many of them a word stood.

        Raises:
            PostroomError: Nothing was sorted yet, or the case file can only be read.
            KeyError: There is no such item.
        """
        return correcting.undo_many(
            self._case, self._tools, self._sorted_by(), item_keys, self._tools.person
        )

    def write_note(self, item_key: int, text: str) -> str:
        """Keep a note on an item, an empty one for none; returns the one before.

        Raises:
            PostroomError: The case file can only be read.
            KeyError: There is no such item.
        """
        before = store.notes(self._case, [item_key]).get(item_key, "")
        store.put_note(self._case, item_key, text, self._tools.person)
        return before

    def _examples(self, item_key: int, run: Run) -> tuple[LearnedFrom, ...]:
        """The labelled texts that an item resembles most; never its own."""
        own = store.vector_of_item(self._case, item_key, models_of(run).values())
        if own is None:
            return ()
        text_hash, model, vector = own
        scheme, settings = scheme_of(run), settings_of(run)
        with opened_memory(self._tools, scheme, wanted=settings.memory) as memory:
            used = labels_in_use(self._case, memory, scheme)
            known = [one for one in used.known if one.text_hash != text_hash]
            hashes = [one.text_hash for one in known]
            vectors = dict(store.vectors(self._case, model, hashes))
            if memory is not None:
                rest = [one for one in hashes if one not in vectors]
                vectors.update(store.vectors(memory, model, rest))
        known = [one for one in known if one.text_hash in vectors]
        if not known:
            return ()
        rows = np.stack([vectors[one.text_hash] for one in known])
        return tuple(
            LearnedFrom(
                text=known[number].text, category=known[number].category, alike=alike
            )
            for number, alike in nearest(vector, rows, LABEL_FROM)[:MOST_EXAMPLES]
        )

    def _sorted_by(self) -> tuple[Scheme, SortSettings]:
        run = store.last_run(self._case, KIND)
        if run is None:
            raise PostroomError("Nothing has been sorted yet.", "Sort first.")
        return scheme_of(run), settings_of(run)


def _promised(report: LearningReport) -> float | None:
    """Probability from which items are decided alone, where it was promised."""
    return report.promise.threshold if report.promise else None
