"""Documents side by side: the same facts in one table, and two versions of one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app import store
from app.records import Fact, FactList, FactTable, PostroomError, VersionChanges
from app.records.summary_lines import fact_table_of, private_words
from app.store import CaseFile
from app.triage.facts import find_facts, guess_purpose
from app.triage.versions import fact_changes, version_changes
from app.workflow.summary_exporting import summarized
from app.workflow.summary_meaning import Material, need_material
from app.workflow.summary_shown import shown, shown_facts
from app.workflow.tools import Tools

__all__ = ["changes", "table_of_facts"]


def table_of_facts(case: CaseFile, keys: Sequence[int]) -> FactTable:
    """The same facts of several documents side by side; of all where none is named.

    Raises:
        KeyError: There is no such document.
        PostroomError: One of them has not been summarized.
    """
    return fact_table_of([shown(case, key) for key in list(keys) or summarized(case)])


def changes(case: CaseFile, tools: Tools, old: int, new: int) -> VersionChanges:
    """What changed from one version of a document to the next.

    Raises:
        KeyError: There is no such document.
        PostroomError: One of them has not been summarized, or they are the same one.
    """
    if old == new:
        raise PostroomError(
            "A document cannot be compared with itself.", "Choose two documents."
        )
    before, after = need_material(case, old), need_material(case, new)
    wanted = list_for_both(case, tools, after)
    found = version_changes(
        before.structure, before.sentences, after.structure, after.sentences
    )
    names = {key: store.document(case, key).name for key in (old, new)}
    return replace(
        found,
        old=(old, names[old]),
        new=(new, names[new]),
        notes=private_words(
            name for key, name in names.items() if store.is_private(case, key)
        ),
        facts=fact_changes(facts_of(case, before, wanted), facts_of(case, after, wanted)),
    )


def list_for_both(case: CaseFile, tools: Tools, after: Material) -> FactList:
    """The list of facts by which two versions are compared: that of the newer one."""
    lists = tools.summary_resources().lists
    stored = store.summary(case, after.key)
    purpose = stored.summary.about.purpose if stored else ""
    for one in lists:
        if one.purpose == purpose:
            return one
    return guess_purpose(after.structure, lists)


def facts_of(case: CaseFile, found: Material, wanted: FactList) -> tuple[Fact, ...]:
    """Facts of a document by a list, with what persons put in their place."""
    facts = find_facts(found.structure, found.sentences, wanted)
    return shown_facts(case, found.key, facts)
