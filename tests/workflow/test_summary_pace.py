"""How long a run that summarizes still takes: told late rather than wrong."""

from __future__ import annotations

from app.workflow.summary_pace import Remaining


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def begun(clock: Clock, *more: float, sizes: dict[int, int]) -> Remaining:
    """In the first of some documents, after a first batch that only loaded the model."""
    drafts, *pace = more or (0.0,)
    left = Remaining(clock, sizes, drafts, *pace)
    left.begin(1)
    clock.now += 50.0
    assert left.embedded(10, 90, 100) is None
    left.go_on()
    return left


def test_nothing_is_told_before_a_second_was_seen_with_the_model_loaded():
    clock = Clock()
    left = begun(clock, sizes={1: 1000})
    clock.now += 0.5
    assert left.embedded(10, 80, 100) is None
    clock.now += 1.0
    assert left.embedded(20, 60, 100) == 60 * 1.5 / 30


def test_documents_to_come_count_by_their_text():
    clock = Clock()
    left = begun(clock, sizes={1: 1000, 2: 3000})
    clock.now += 2.0
    # Sentences of 100 in 1,000 characters: those of the second have about 300.
    assert left.embedded(20, 70, 100) == (70 + 300) * 0.1


def test_what_the_face_does_between_two_steps_is_not_counted():
    clock = Clock()
    left = begun(clock, sizes={1: 1000})
    clock.now += 2.0
    left.embedded(20, 70, 100)
    clock.now += 500.0
    left.go_on()
    clock.now += 2.0
    assert left.embedded(20, 50, 100) == 50 * 0.1


def test_where_a_model_will_reword_nothing_is_told_until_its_pace_is_known():
    clock = Clock()
    left = begun(clock, 5.0, sizes={1: 1000, 2: 1000})
    clock.now += 2.0
    assert left.embedded(90, 0, 100) is None
    left.begin(2)
    clock.now += 2.0
    assert left.embedded(100, 0, 100) is None
    left.begin_drafting(2, 6.0)
    left.go_on()
    clock.now += 10.0
    # Two drafts took 10 seconds; 3 are left here, 6 in the other one.
    assert left.drafted(2, 3) == (3 + 6) * 5.0
    left.drafting_done()
    left.go_on()
    clock.now += 5.0
    assert left.drafted(1, 1) == 5.0


def test_a_pace_that_is_known_from_the_models_check_is_told_from_the_beginning():
    clock = Clock()
    left = begun(clock, 5.0, 4.0, sizes={1: 1000, 2: 1000})
    clock.now += 2.0
    # Sentences of 100 characters and 2 times 5 drafts are still to come.
    assert left.embedded(50, 0, 100) == 100 * 0.04 + 10 * 4.0


def test_a_document_whose_meanings_are_there_takes_no_time_for_them():
    clock = Clock()
    left = Remaining(clock, {1: 1000}, 0.0)
    left.begin(1)
    assert left.drafted(0, 0) == 0.0
