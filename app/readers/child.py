"""The reader's child process: questions in, answers about one document out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.isolation import Blob, Frame, serve
from app.readers.answers import Answer, Refused, failed_answer
from app.readers.desk import Desk, Order
from app.readers.requests import ReadCaps, ReadRequest

__all__ = ["answer_question", "main"]


def main() -> None:
    """Answer questions until the parent goes away."""
    desk = Desk()
    serve(lambda question: answer_question(desk, question))


def answer_question(desk: Desk, question: Frame) -> Iterator[Frame]:
    """The frames of one answer; what goes wrong with a document is an answer too.

    Raises:
        MemoryError: The child has used up what it may; the parent replaces it.
    """
    header = question.header
    order = order_of(header)
    do: dict[str, Callable[[Order], Iterator[Answer]]] = {
        "read": desk.read,
        "recognize": desk.recognize,
        "outline": desk.outline,
        "preview": desk.preview,
        "page": desk.page,
    }
    # Parsers raise errors of every class, and Rust panics are no Exception.
    try:
        with contextlib.closing(as_generator(do[header["do"]](order))) as answers:
            for answer in answers:
                yield as_frame(answer)
    except Refused as refusal:
        yield Frame(header=failed_answer(refusal.reason, refusal.code))
    except (MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        desk.forget()
        raise
    except BaseException as error:  # noqa: BLE001
        desk.forget()
        sentence = f"The file is damaged or not what it seems ({type(error).__name__})."
        yield Frame(header=failed_answer(sentence, "damaged"))


def as_generator(answers: Iterator[Answer]) -> Generator[Answer, None, None]:
    """Answers as something that can be closed."""
    yield from answers


def as_frame(answer: Answer) -> Frame:
    """An answer as a frame; pixels travel beside the header."""
    pixels = answer.pop("pixels", None)
    if pixels is None:
        return Frame(header=answer)
    shape = (answer["height"], answer["width"], 4)
    return Frame(header=answer, blobs=(Blob(dtype="uint8", shape=shape, data=pixels),))


def order_of(header: Mapping[str, Any]) -> Order:
    """The parent's question as an order."""
    asked = header["request"]
    return Order(
        path=Path(header["path"]),
        inner=tuple(header["inner"]),
        request=ReadRequest(
            column=asked["column"],
            sheet=asked["sheet"],
            passwords=tuple(asked["passwords"]),
            recognize_all=asked["recognize_all"],
            layout=asked["layout"],
            sheets=ReadRequest.sheets_from_header(asked["sheets"]),
        ),
        caps=ReadCaps.from_header(header["caps"]),
        first=header.get("first", 1),
        mode=header.get("mode", "both"),
        width=header.get("width", 0),
        mark=tuple(header["mark"]) if header.get("mark") else None,
    )
