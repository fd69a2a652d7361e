"""Log-probabilities of answers after items, from a language model that generates nothing.

The instruction is computed once and shared. Each item is computed by itself, its answers
together in one batch of sequences that share the item: so an item's scores depend on
nothing but the item, the question, and the machine. Method: scoring a label's words as a
continuation, less what they get after an empty item (Holtzman et al., "Surface Form
Competition", 2021).
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.llama_library import load_library
from app.engine.questions import ChatMarks, LabelQuestion, chat_marks, ends, no_room
from app.records import PostroomError

__all__ = ["ItemScores", "LabelScorer"]

# Tokens of one decode; never exceeded, as the library answers that with abort.
BATCH_TOKENS = 512
# Positions whose logits are kept at a time; each takes four bytes a word of the vocabulary.
BATCH_OUTPUTS = 128
MOST_SEQUENCES = 64
CONTEXT_STEP = 256
INSTRUCTION, ITEM, FIRST_ANSWER = 0, 1, 2
SEQUENCES = FIRST_ANSWER + MOST_SEQUENCES
SENTENCEPIECE = 1  # LLAMA_VOCAB_TYPE_SPM
MAP_FILE = 1  # LLAMA_LOAD_MODE_MMAP
ABORTED = 2
NO_MARKS_ADDED = False

Tokens = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemScores:
    """What one item's answers got.

    Attributes:
        scores: Log-probability of each whole answer (k,); NaN where time ran out.
        tokens: How many tokens were computed for it.
        seconds: How long that took.
    """

    scores: NDArray[np.float32]
    tokens: int
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A question in tokens."""

    instruction: Tokens
    before: Tokens
    after: Tokens
    answers: tuple[Tokens, ...]
    leading: str
    item_tokens: int
    characters: int


class LabelScorer:
    """A loaded language model; the only one in its process, and for one thread.

    Args:
        weights: A GGUF file whose hash has been checked.
        threads: Threads to compute with.
        patience: Seconds an item may take.

    Raises:
        PostroomError: The processor, or the runtime, cannot load it.
    """

    def __init__(self, weights: Path, threads: int, patience: float) -> None:
        self._library = load_library()
        self._threads = threads
        self._patience = patience
        self._deadline = time.monotonic() + patience
        parameters = self._library.llama_model_default_params()
        parameters.n_gpu_layers = 0
        parameters.load_mode = MAP_FILE
        # Repacked weights would be a second copy, and on some processors they crash.
        parameters.use_extra_bufts = False
        self._model = self._library.llama_model_load_from_file(
            str(weights).encode(), parameters
        )
        if not self._model:
            raise not_loaded(weights)
        if self._library.llama_model_has_encoder(self._model):
            raise not_loaded(weights)
        self._vocabulary = self._library.llama_model_get_vocab(self._model)
        self._words = int(self._library.llama_vocab_n_tokens(self._vocabulary))
        self._longest = int(self._library.llama_model_n_ctx_train(self._model))
        self._spaced = self._library.llama_vocab_type(self._vocabulary) == SENTENCEPIECE
        self._stop = self._library.ggml_abort_callback(self._out_of_time)
        self._batch = self._library.llama_batch_init(BATCH_TOKENS, 0, 1)
        self._context: Any = None
        self._context_tokens = 0
        self._asked: LabelQuestion | None = None
        self._prepared: Prepared | None = None

    @property
    def answer_tokens(self) -> tuple[int, ...]:
        """How many tokens each answer of the question last prepared has."""
        return tuple(len(answer) for answer in self._ready().answers)

    def prepare(self, question: LabelQuestion) -> None:
        """Compute a question's instruction, unless it is the one last prepared.

        Raises:
            PostroomError: It is too long for this model.
        """
        if question == self._asked:
            return
        self._asked = self._prepared = None
        prepared = self._tokens_of(question)
        self._make_room(prepared)
        self._clear()
        self._deadline = time.monotonic() + self._patience
        if not self._decode_all(prepared.instruction, 0, INSTRUCTION):
            raise PostroomError(
                "The language model is too slow on this computer.", "Choose a smaller one."
            )
        self._prepared, self._asked = prepared, question

    def score(self, text: str) -> ItemScores:
        """What each answer of the prepared question gets after this text.

        The text is data: what looks like a mark of the model in it is plain characters.
        """
        prepared = self._ready()
        started = time.monotonic()
        self._deadline = started + self._patience
        text_tokens = self._cut(ends(text, prepared.characters), prepared)
        item = (*prepared.before, *text_tokens, *prepared.after)
        start = len(prepared.instruction)
        try:
            self._share(INSTRUCTION, ITEM)
            scores = self._answers(prepared, item, start)
        finally:
            self._forget_item()
        if scores is None:
            # What an aborted computation leaves behind is not built upon.
            self._asked = self._prepared = None
            scores = np.full(len(prepared.answers), np.nan)
        return ItemScores(
            scores=scores.astype(np.float32),
            tokens=len(item) + sum(len(answer) - 1 for answer in prepared.answers),
            seconds=time.monotonic() - started,
        )

    def _answers(
        self, prepared: Prepared, item: Tokens, start: int
    ) -> NDArray[np.float64] | None:
        """Log-probability of each answer, or None where time ran out."""
        if not self._decode_all(item, start, ITEM, last_output=True):
            return None
        first = self._log_probabilities(-1)
        scores = np.array([first[answer[0]] for answer in prepared.answers])
        longer = [n for n, answer in enumerate(prepared.answers) if len(answer) > 1]
        for numbers in batches(longer, prepared.answers):
            answers = [prepared.answers[number] for number in numbers]
            rests = self._rests(answers, start + len(item))
            if rests is None:
                return None
            scores[numbers] += rests
        return scores

    def _rests(self, answers: Sequence[Tokens], start: int) -> list[float] | None:
        """Log-probability of answers after their first tokens; None where time ran out."""
        rows: list[tuple[int, int, int, bool]] = []
        for sequence, answer in enumerate(answers, FIRST_ANSWER):
            self._share(ITEM, sequence)
            rows += [
                (token, start + place, sequence, True)
                for place, token in enumerate(answer[:-1])
            ]
        if not self._decode(rows):
            return None
        row = iter(range(len(rows)))
        sums = [
            sum(self._log_probabilities(next(row))[token] for token in answer[1:])
            for answer in answers
        ]
        for sequence in range(FIRST_ANSWER, FIRST_ANSWER + len(answers)):
            self._remove(sequence)
        return sums

    def _tokens_of(self, question: LabelQuestion) -> Prepared:
        marks = ChatMarks(opening="", closing="")
        if question.chat:
            template = self._library.llama_model_chat_template(self._model, None)
            marks = chat_marks((template or b"").decode("utf-8", "replace"))
        before, after = question.around
        # A space belongs to the word that follows it, in every vocabulary.
        leading = " " if before.endswith(" ") else ""
        before = before.removesuffix(" ")
        answers = question.answers
        if marks.closing:
            answers = tuple(answer.lstrip() for answer in answers)
        start: Tokens = ()
        if self._library.llama_vocab_get_add_bos(self._vocabulary):
            start = (int(self._library.llama_vocab_bos(self._vocabulary)),)
        opening = marks.opening + question.instruction
        instruction = start + self._tokens(opening, trusted=True)
        lead = self._tokens(before, trusted=True)
        if not instruction:
            instruction, lead = lead[:1], lead[1:]
        tail = self._tokens(after.rstrip(" ") + marks.closing, trusted=True)
        prepared = Prepared(
            instruction=instruction,
            before=lead,
            after=tail,
            answers=tuple(self._tokens(answer, trusted=False) for answer in answers),
            leading=leading,
            item_tokens=question.item_tokens,
            characters=question.most_characters,
        )
        if not instruction or not tail or not all(prepared.answers):
            raise PostroomError(
                "This language model cannot be asked about these categories."
            )
        return prepared

    def _tokens(self, text: str, *, trusted: bool) -> Tokens:
        """A text in tokens; only a trusted one may hold the model's own marks."""
        if self._spaced and text.startswith(" "):
            text = text[1:]  # this kind of vocabulary puts it there itself
        if not text:
            return ()
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        found = (ctypes.c_int32 * room)()
        count = self._library.llama_tokenize(
            self._vocabulary,
            data,
            len(data),
            found,
            room,
            NO_MARKS_ADDED,
            trusted,
        )
        if count < 0:
            raise RuntimeError("a text has more tokens than bytes")
        return tuple(found[:count])

    def _cut(self, text: str, prepared: Prepared) -> Tokens:
        """A text in at most so many tokens, from its start and its end."""
        most = prepared.item_tokens
        tokens = self._tokens(prepared.leading + text if text else "", trusted=False)
        if len(tokens) <= most:
            return tokens
        end = most // 4
        return tokens[: most - end] + tokens[len(tokens) - end :]

    def _make_room(self, prepared: Prepared) -> None:
        """See to a context that holds the instruction, one item and its answers."""
        fixed = len(prepared.instruction) + len(prepared.before) + len(prepared.after)
        longest = max(len(answer) for answer in prepared.answers)
        need = fixed + prepared.item_tokens + longest
        if self._longest and need > self._longest:
            raise no_room(need, self._longest)
        if longest > BATCH_OUTPUTS:
            raise no_room(longest, BATCH_OUTPUTS)
        cells = need + BATCH_OUTPUTS
        if self._context is not None and cells <= self._context_tokens:
            return
        if self._context is not None:
            self._library.llama_free(self._context)
        size = -(-cells // CONTEXT_STEP) * CONTEXT_STEP
        parameters = self._library.llama_context_default_params()
        parameters.n_ctx = size
        parameters.n_batch = parameters.n_ubatch = BATCH_TOKENS
        parameters.n_seq_max = SEQUENCES
        parameters.n_outputs_max = BATCH_OUTPUTS
        parameters.n_outputs_max_per_seq = 0
        parameters.n_threads = parameters.n_threads_batch = self._threads
        parameters.kv_unified = True
        parameters.abort_callback = self._stop
        self._context = self._library.llama_init_from_model(self._model, parameters)
        if not self._context:
            self._context, self._context_tokens = None, 0
            raise PostroomError(
                "There is not enough memory for this language model.",
                "Choose a smaller one.",
            )
        self._context_tokens = size

    def _decode_all(
        self, tokens: Tokens, start: int, sequence: int, *, last_output: bool = False
    ) -> bool:
        """Compute tokens of one sequence in batches; False where time ran out."""
        last = len(tokens) - 1
        for first in range(0, len(tokens), BATCH_TOKENS):
            rows = [
                (tokens[place], start + place, sequence, last_output and place == last)
                for place in range(first, min(first + BATCH_TOKENS, last + 1))
            ]
            if not self._decode(rows):
                return False
        return True

    def _decode(self, rows: Sequence[tuple[int, int, int, bool]]) -> bool:
        """Compute rows of token, position, sequence, and whether its logits are wanted.

        Returns:
            False where time ran out.
        """
        if not 0 < len(rows) <= BATCH_TOKENS:
            raise RuntimeError("a batch of impossible size")
        if sum(output for _, _, _, output in rows) > BATCH_OUTPUTS:
            raise RuntimeError("a batch wants too many outputs")
        batch = self._batch
        for number, (token, position, sequence, output) in enumerate(rows):
            if not 0 <= token < self._words or not 0 <= sequence < SEQUENCES:
                raise RuntimeError("a token or sequence that does not exist")
            batch.token[number] = token
            batch.pos[number] = position
            batch.n_seq_id[number] = 1
            batch.seq_id[number][0] = sequence
            batch.logits[number] = output
        batch.n_tokens = len(rows)
        status = self._library.llama_decode(self._context, batch)
        if status == ABORTED:
            return False
        if status != 0:
            raise RuntimeError(f"the runtime could not compute a batch ({status})")
        return True

    def _log_probabilities(self, row: int) -> NDArray[np.float64]:
        """Over the whole vocabulary, after the row with this number in the last batch."""
        pointer = self._library.llama_get_logits_ith(self._context, row)
        if not pointer:
            raise RuntimeError("the runtime kept no logits")
        logits = np.ctypeslib.as_array(pointer, (self._words,)).astype(np.float64)
        logits -= logits.max()
        result: NDArray[np.float64] = logits - np.log(np.exp(logits).sum())
        return result

    def _ready(self) -> Prepared:
        if self._prepared is None:
            raise RuntimeError("no question was prepared")
        return self._prepared

    def _memory(self) -> object:
        return self._library.llama_get_memory(self._context)

    def _share(self, source: int, target: int) -> None:
        self._library.llama_memory_seq_cp(self._memory(), source, target, -1, -1)

    def _remove(self, sequence: int) -> None:
        self._library.llama_memory_seq_rm(self._memory(), sequence, -1, -1)

    def _forget_item(self) -> None:
        """Leave only the instruction, in the same cells as before, whatever went wrong."""
        for sequence in range(ITEM, SEQUENCES):
            self._remove(sequence)

    def _clear(self) -> None:
        self._library.llama_memory_clear(self._memory(), True)  # noqa: FBT003 - C

    def _out_of_time(self, _data: object) -> bool:
        return time.monotonic() > self._deadline


def batches(numbers: Sequence[int], answers: Sequence[Tokens]) -> list[list[int]]:
    """Answers' numbers in batches that fit the outputs and sequences of one decode."""
    result: list[list[int]] = []
    outputs = BATCH_OUTPUTS
    for number in numbers:
        need = len(answers[number]) - 1
        if outputs + need > BATCH_OUTPUTS or len(result[-1]) == MOST_SEQUENCES:
            result.append([])
            outputs = 0
        result[-1].append(number)
        outputs += need
    return result


def not_loaded(weights: Path) -> PostroomError:
    """What a person is told of a file that the runtime does not take."""
    return PostroomError(
        f"The language model {weights.name} cannot be loaded on this computer.",
        "It may need more memory than there is, or be of a kind that is too new.",
    )
