import pytest

from app.engine import LabelQuestion
from app.engine.questions import chat_marks, ends, question_from

QUESTION = LabelQuestion(
    instruction="Sort.\n", item="Message: {text}\nIt is about", answers=(" noise", " water")
)


def test_a_question_survives_the_way_to_the_child():
    assert question_from(QUESTION.as_header()) == QUESTION


def test_a_template_without_a_place_for_the_text_is_a_mistake():
    with pytest.raises(ValueError, match="exactly once"):
        LabelQuestion(instruction="", item="Message:", answers=("a",))


def test_an_empty_answer_is_a_mistake():
    with pytest.raises(ValueError, match="empty"):
        LabelQuestion(instruction="", item="{text}", answers=("a", ""))


@pytest.mark.parametrize(
    ("template", "opening"),
    [
        ("{{'<|im_start|>' + role}}", "<|im_start|>user\n"),
        ("<|start_header_id|>", "<|start_header_id|>user<|end_header_id|>\n\n"),
        ("<start_of_turn>", "<start_of_turn>user\n"),
        ("<|user|><|end|><|assistant|>", "<|user|>\n"),
        ("something nobody knows", ""),
    ],
)
def test_chat_marks_are_known_by_family_and_never_run(template, opening):
    assert chat_marks(template).opening == opening


def test_a_long_text_keeps_both_ends():
    assert ends("abcdefghij", 3) == "abchij"
    assert ends("abcdef", 3) == "abcdef"
