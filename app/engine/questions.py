"""What a language model is asked about each item, and the marks that chat models expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.records import PostroomError

__all__ = [
    "ChatMarks",
    "LabelQuestion",
    "chat_marks",
    "ends",
    "no_room",
    "question_from",
]

PLACE = "{text}"
# More than tokens have in any language; what is beyond is never cut into tokens at all.
CHARACTERS_PER_TOKEN = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelQuestion:
    """One question about every item, with the answers whose log-probabilities are wanted.

    The answers are category names or cues ("names"), or codes such as A, B, C ("letters"):
    the engine makes no difference. Where words follow words, an answer begins with a space.

    Attributes:
        instruction: Comes first and is computed once for all items; may be empty.
        item: Follows it, with ``{text}`` exactly once where the item's text stands; it ends
            where an answer begins.
        answers: At least one, none empty.
        chat: Whether to put it in the model's own chat marks, if it has known ones.
        item_tokens: An item longer than this keeps three quarters of them from its start
            and the rest from its end.
        empty: Stands for the text in the question without content.
    """

    instruction: str
    item: str
    answers: tuple[str, ...]
    chat: bool = False
    item_tokens: int = 320
    empty: str = ""

    def __post_init__(self) -> None:
        if self.item.count(PLACE) != 1:
            raise ValueError("an item's template names {text} exactly once")
        if not self.answers or not all(self.answers):
            raise ValueError("a question needs answers, and none of them empty")

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after an item's text."""
        before, after = self.item.split(PLACE)
        return before, after

    @property
    def most_characters(self) -> int:
        """Characters at each end of a text that can be among its tokens."""
        return self.item_tokens * CHARACTERS_PER_TOKEN

    def as_header(self) -> dict[str, Any]:
        """The question as JSON values."""
        return asdict(self)


def question_from(header: Mapping[str, Any]) -> LabelQuestion:
    """A question out of the JSON values it was sent as."""
    return LabelQuestion(**{**header, "answers": tuple(header["answers"])})


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatMarks:
    """What a chat model was trained to see around a request, and before its answer."""

    opening: str
    closing: str


# By the mark that gives a family away in its own template; the template is never run.
FAMILIES = (
    ("<|im_start|>", ChatMarks(
        opening="<|im_start|>user\n",
        closing="<|im_end|>\n<|im_start|>assistant\n",
    )),
    ("<|start_header_id|>", ChatMarks(
        opening="<|start_header_id|>user<|end_header_id|>\n\n",
        closing="<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
    )),
    ("<|start_of_role|>", ChatMarks(
        opening="<|start_of_role|>user<|end_of_role|>",
        closing="<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>",
    )),
    ("<start_of_turn>", ChatMarks(
        opening="<start_of_turn>user\n",
        closing="<end_of_turn>\n<start_of_turn>model\n",
    )),
    ("<|assistant|>", ChatMarks(
        opening="<|user|>\n",
        closing="<|end|>\n<|assistant|>\n",
    )),
    ("[INST]", ChatMarks(opening="[INST] ", closing=" [/INST]")),
)  # fmt: skip


def chat_marks(template: str) -> ChatMarks:
    """The marks of the family a model's template belongs to; empty for none known."""
    for mark, marks in FAMILIES:
        if mark in template:
            return marks
    return ChatMarks(opening="", closing="")


def ends(text: str, most: int) -> str:
    """A text, or of a longer one so many characters of each end."""
    return text if len(text) <= 2 * most else text[:most] + text[-most:]


def no_room(tokens: int, most: int) -> PostroomError:
    """What a person is told when a scheme is too long for a model."""
    return PostroomError(
        f"The categories need {tokens} tokens; this language model reads {most} at most.",
        "Shorten the descriptions, or choose a model that reads more.",
    )
