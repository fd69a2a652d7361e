from __future__ import annotations

import pytest

from app import store
from app.records import Phase


def begin(case: store.CaseFile, kind: str = "sort", **settings: object) -> int:
    return store.begin_run(
        case,
        kind,
        settings=settings,
        scheme={"name": "Büro"},
        models={"embedder": "b" * 64},
    )


def test_a_run_that_was_cut_off_is_found_again_with_what_was_asked(path):
    with store.open_case(path) as case:
        key = begin(case, column="text", minutes=10.0)
        store.set_phase(case, key, Phase.MEANING)
    with store.open_case(path) as case:
        run = store.resumable_run(case, "sort")
        assert run is not None
        assert run == store.Run(
            key=key,
            kind="sort",
            settings={"column": "text", "minutes": 10.0},
            scheme={"name": "Büro"},
            models={"embedder": "b" * 64},
            phase=Phase.MEANING,
            state=store.RunState.RUNNING,
            begun=run.begun,
            finished="",
        )
        assert store.resumable_run(case, "themes") is None


def test_a_finished_run_is_not_resumed(case: store.CaseFile):
    key = begin(case)
    store.finish_run(case, key)
    assert store.resumable_run(case, "sort") is None
    run = store.last_run(case, "sort")
    assert run is not None
    assert (run.key, run.state, run.phase) == (key, store.RunState.FINISHED, Phase.DONE)
    assert run.finished != ""
    assert store.run(case, key) == run


def test_a_new_run_gives_up_the_unfinished_one_of_its_kind(case: store.CaseFile):
    old, other, new = begin(case), begin(case, "themes"), begin(case)
    states = [store.run(case, key).state for key in (old, other, new)]
    assert states == ["given up", "running", "running"]


def test_there_is_no_run_before_the_first(case: store.CaseFile):
    assert store.last_run(case, "sort") is None
    with pytest.raises(KeyError, match="no run 1"):
        store.run(case, 1)


def test_facts_belong_to_their_run_or_to_the_case(case: store.CaseFile):
    key = begin(case)
    store.put_fact(case, key, "mean", [0.5, -0.25])
    store.put_fact(case, key, "mean", [0.125])
    store.put_fact(case, key, "a note", {"ä": None})
    store.put_fact(case, 0, "mean", "of the case")
    assert store.fact(case, key, "mean") == [0.125]
    assert store.fact(case, 0, "mean") == "of the case"
    assert store.fact(case, key, "nothing") is None
    assert store.facts(case, key) == {"a note": {"ä": None}, "mean": [0.125]}
