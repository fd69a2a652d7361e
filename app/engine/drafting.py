"""Short lines written by a language model, always the same ones for the same words."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.engine.label_scores import INSTRUCTION, ITEM, LabelScorer
from app.engine.questions import CHARACTERS_PER_TOKEN, PLACE, LabelQuestion

__all__ = ["DraftQuestion", "DraftedLine", "Drafter", "draft_question_from"]

# The context has so much room behind an item, for answers or for what is written.
MOST_TOKENS = 128
PIECE_BYTES = 256
# A question needs an answer; when a line is written, none is scored.
UNUSED_ANSWER = "line"
NO_MARKS = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftQuestion:
    """What is to be written about every item.

    Attributes:
        instruction: Comes first and is computed once for all items; may be empty.
        item: Follows it, with ``{text}`` exactly once where the item's text stands; it ends
            where the line begins.
        chat: Whether to put it in the model's own chat marks, if it has known ones.
        item_tokens: An item longer than this keeps three quarters of them from its start
            and the rest from its end.
        most_tokens: The line ends after so many at the latest, at most 128.
    """

    instruction: str
    item: str
    chat: bool = False
    item_tokens: int = 400
    most_tokens: int = 48

    def __post_init__(self) -> None:
        if self.item.count(PLACE) != 1:
            raise ValueError("an item's template names {text} exactly once")
        if not 0 < self.most_tokens <= MOST_TOKENS:
            raise ValueError(f"a line has 1 to {MOST_TOKENS} tokens")

    @property
    def most_characters(self) -> int:
        """Characters that a line can have."""
        return self.most_tokens * CHARACTERS_PER_TOKEN

    @property
    def as_label_question(self) -> LabelQuestion:
        """The same words, as the engine prepares them."""
        return LabelQuestion(
            instruction=self.instruction,
            item=self.item,
            answers=(UNUSED_ANSWER,),
            chat=self.chat,
            item_tokens=self.item_tokens,
        )

    def as_header(self) -> dict[str, Any]:
        """The question as JSON values."""
        return asdict(self)


def draft_question_from(header: Mapping[str, Any]) -> DraftQuestion:
    """A question out of the JSON values it was sent as."""
    return DraftQuestion(**header)


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftedLine:
    """What was written about one item.

    Attributes:
        text: One printable line; empty where the model wrote nothing.
        tokens: How many tokens were computed.
        seconds: How long that took.
        in_time: Whether it was finished before time ran out.
    """

    text: str
    tokens: int
    seconds: float
    in_time: bool


class Drafter(LabelScorer):
    """A loaded language model that also writes: the likeliest word each time."""

    def draft(self, text: str, question: DraftQuestion) -> DraftedLine:
        """One line about a text, up to the end of the line or of the question's tokens.

        The text is data: what looks like a mark of the model in it is plain characters.

        Raises:
            PostroomError: The question is too long for this model.
        """
        started = time.monotonic()
        self.prepare(question.as_label_question)
        prepared = self._ready()
        self._deadline = time.monotonic() + self._patience
        item = (*prepared.before, *self._cut(text, prepared), *prepared.after)
        start = len(prepared.instruction)
        try:
            self._share(INSTRUCTION, ITEM)
            in_time = self._decode_all(item, start, ITEM, last_output=True)
            written = b""
            count = len(item)
            if in_time:
                written, tokens, in_time = self._write(
                    start + len(item), question.most_tokens
                )
                count += tokens
        finally:
            self._forget_item()
        if not in_time:
            # What an aborted computation leaves behind is not built upon.
            self._asked = self._prepared = None
        return DraftedLine(
            text=one_line(written, question.most_characters) if in_time else "",
            tokens=count,
            seconds=time.monotonic() - started,
            in_time=in_time,
        )

    def _write(self, position: int, most: int) -> tuple[bytes, int, bool]:
        """The line, how many tokens were computed for it, and whether time sufficed."""
        written = b""
        for count in range(most):
            # Of equals the first, which argmax gives.
            token = int(self._log_probabilities(-1).argmax())
            if self._library.llama_vocab_is_eog(self._vocabulary, token):
                return written, count, True
            written = (written + self._piece(token)).lstrip()
            if b"\n" in written:
                return written.partition(b"\n")[0], count, True
            if count + 1 == most:
                break
            if not self._decode([(token, position + count, ITEM, True)]):
                return written, count, False
        return written, most, True

    def _piece(self, token: int) -> bytes:
        """A token as it is written; nothing for the model's own marks."""
        room = ctypes.create_string_buffer(PIECE_BYTES)
        count = int(
            self._library.llama_token_to_piece(
                self._vocabulary, token, room, PIECE_BYTES, 0, NO_MARKS
            )
        )
        return room.raw[:count] if count > 0 else b""


def one_line(written: bytes, most: int) -> str:
    """Bytes as one printable line, cut where it is too long."""
    text = written.decode("utf-8", "replace")
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:most].rstrip()
