"""The process apart, asked without a process: how it goes through long work."""

import pytest

from app.desktop.contracts import Postroom as Contract
from app.isolation import Frame
from app.records import Phase, PostroomError, Step
from app.startup import apart_child
from app.startup.apart_child import Desk
from app.startup.apart_values import codec_of


class Work:
    """A program whose only work is a list of steps."""

    def __init__(self, steps, error=None):
        self.steps = steps
        self.error = error
        self.taken = 0
        self.was_closed = False

    def installing(self, _source):
        try:
            for step in self.steps:
                self.taken += 1
                yield step
            if self.error is not None:
                raise self.error
        except GeneratorExit:
            self.was_closed = True
            raise


def begin(steps, error=None):
    work, desk = Work(steps, error), Desk()
    desk._objects[0] = (work, Contract)
    header = {"do": "ask", "of": 0, "path": [], "name": "installing"}
    question = Frame(header={**header, "arguments": ["model.gguf"], "named": {}})
    (answer,) = desk.answer(question)
    return work, desk, answer.header["steps"]


def turn(desk, number):
    (answer,) = desk.answer(Frame(header={"do": "go on", "steps": number}))
    sent = answer.header["step"]
    step = None if sent is None else codec_of(Step).unpacked(sent, [])
    return step, answer.header["ended"]


def steps_of(phase, how_many, **about):
    return [Step(phase=phase, done=at, total=how_many, **about) for at in range(how_many)]


def test_many_quick_steps_cost_few_turns():
    work, desk, number = begin(steps_of(Phase.DECIDING, 1000))
    turns = [turn(desk, number)]
    while not turns[-1][1]:
        turns.append(turn(desk, number))
    assert work.taken == 1000
    assert len(turns) < 20
    assert turns[-1][0].done == 999


@pytest.mark.parametrize(
    "about",
    [
        {"phase": Phase.MODEL_CHECK},
        {"phase": Phase.DECIDING, "message": "Loading the model"},
        {"phase": Phase.DECIDING, "document": "a long scan.pdf"},
    ],
)
def test_a_step_that_tells_of_something_new_is_told_before_it_is_done(about):
    quick, long = steps_of(Phase.DECIDING, 5), Step(**about)
    work, desk, number = begin([*quick, long, *steps_of(Phase.DONE, 1)])
    assert turn(desk, number) == (quick[0], False)
    assert turn(desk, number) == (long, False)
    assert work.taken == 6


def test_a_turn_ends_after_a_while(monkeypatch):
    monkeypatch.setattr(apart_child, "TURN", 0.0)
    work, desk, number = begin(steps_of(Phase.DECIDING, 10))
    turn(desk, number)
    turn(desk, number)
    assert work.taken == 2


def test_work_that_is_stopped_can_let_go_of_what_it_holds():
    work, desk, number = begin(steps_of(Phase.DECIDING, 10))
    turn(desk, number)
    list(desk.answer(Frame(header={"do": "stop", "steps": number})))
    assert work.was_closed
    assert list(desk.answer(Frame(header={"do": "stop", "steps": number})))


def test_an_error_in_the_middle_is_raised_once_and_the_work_is_gone():
    error = PostroomError("The disk is full.", "Make room.")
    _work, desk, number = begin([], error)
    with pytest.raises(PostroomError, match="disk is full"):
        turn(desk, number)
    with pytest.raises(KeyError):
        turn(desk, number)


def test_work_without_a_step_ends_at_once():
    _work, desk, number = begin([])
    assert turn(desk, number) == (None, True)


def test_no_time_passes_between_two_turns():
    _work, desk, number = begin(steps_of(Phase.DECIDING, 10))
    turn(desk, number)
    rested = desk._clock()
    assert desk._clock() == rested
    turn(desk, number)
    assert desk._clock() > rested
