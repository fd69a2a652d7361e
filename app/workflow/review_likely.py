"""Which categories a person is offered for an item, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app import store
from app.records import LikelyCategory, Scheme, Verdict
from app.store import CaseFile
from app.workflow.run_facts import scheme_of

__all__ = ["MOST_OFFERED", "likely_categories", "shares_of"]

# As many as a keyboard has number keys.
MOST_OFFERED = 9


def likely_categories(
    verdict: Verdict | None,
    shares: Mapping[str, float],
    chosen: Sequence[str],
    scheme: Scheme,
) -> tuple[LikelyCategory, ...]:
    """At most nine categories for an item: its guess, then as likely as they are.

    What is equally likely when it is rounded to whole percents stands in the scheme's
    order, so that the same categories keep about the same keys from item to item. Where
    the shares are not known, the runner-up follows, what was chosen most, and the scheme.

    Args:
        verdict: Of the item.
        shares: By category, as its run found them; empty where they were not kept.
        chosen: Categories that persons have chosen in this case, the most frequent first.
        scheme: Of the last run.
    """
    names = scheme.names
    place = {name: number for number, name in enumerate(names)}
    guess = (verdict.category, verdict.runner_up) if verdict else (None, None)
    known = sorted(
        (name for name in shares if name in place),
        key=lambda name: (name != guess[0], -round(100 * shares[name]), place[name]),
    )
    wanted = _each_once((guess[0], *known, guess[1], *chosen, *names))
    offered = [name for name in wanted if name in place][:MOST_OFFERED]
    sure = verdict.probability if verdict else None
    return tuple(
        LikelyCategory(
            category=name,
            probability=shares.get(name, sure if name == guess[0] else None),
        )
        for name in offered
    )


def shares_of(case: CaseFile, item_keys: Sequence[int]) -> dict[int, dict[str, float]]:
    """Shares of categories by name for those of the items of which they were kept.

    They are what the run that decided the item has found; nothing is computed anew.
    """
    kept = store.likely(case, item_keys)
    names = {
        key: scheme_of(store.run(case, key)).names
        for key in {run for run, _ in kept.values()}
    }
    return {
        item: {
            names[run][number]: share
            for number, share in shares
            if number < len(names[run])
        }
        for item, (run, shares) in kept.items()
    }


def _each_once(names: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
