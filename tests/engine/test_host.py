import pytest

from app.engine.host import ask_for_all
from app.records import ChildError, PostroomError


class ScriptedChild:
    """Dies when asked for one of these numbers, and so many times anyway."""

    def __init__(self, deadly=(), deaths=0):
        self.deadly, self.deaths = set(deadly), deaths
        self.asked = []

    def __call__(self, numbers):
        self.asked.append(tuple(numbers))
        if self.deaths or self.deadly & set(numbers):
            self.deaths = max(0, self.deaths - 1)
            raise ChildError("It died.", cause="crashed")
        return [str(number) for number in numbers]

    def harmless(self):
        self(())


def test_a_child_that_lives_is_asked_once():
    child = ScriptedChild()
    assert ask_for_all(child, 3, child.harmless) == (["0", "1", "2"], ())
    assert child.asked == [(0, 1, 2)]


@pytest.mark.parametrize("deaths", [1, 2])
def test_a_batch_is_repeated_at_most_twice_and_then_complete(deaths):
    child = ScriptedChild(deaths=deaths)
    assert ask_for_all(child, 2, child.harmless) == (["0", "1"], ())
    assert child.asked == [(0, 1)] * (deaths + 1)


def test_the_text_that_kills_is_named_and_the_others_are_answered():
    child = ScriptedChild(deadly={1, 3})
    assert ask_for_all(child, 5, child.harmless) == (["0", None, "2", None, "4"], (1, 3))


def test_a_child_that_cannot_live_blames_no_text():
    child = ScriptedChild(deaths=1000)
    with pytest.raises(ChildError):
        ask_for_all(child, 2, child.harmless)


def test_what_a_child_says_in_words_is_not_asked_again():
    def refuse(_numbers):
        asked.append(1)
        raise PostroomError("Wrong hash.")

    asked: list[int] = []
    with pytest.raises(PostroomError, match="Wrong hash"):
        ask_for_all(refuse, 2, lambda: None)
    assert asked == [1]
