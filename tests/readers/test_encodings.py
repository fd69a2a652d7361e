from __future__ import annotations

import io

import pytest

from app.readers.encodings import decode, find_encoding, open_text

GERMAN = "Straße gesperrt, Müll überall; Größe: 3 €\n" * 40
# "Lamp broken, please mend" in Cyrillic letters.
RUSSIAN = (
    "\u0444\u043e\u043d\u0430\u0440\u044c \u0441\u043b\u043e\u043c\u0430\u043d, "
    "\u043f\u043e\u0436\u0430\u043b\u0443\u0439\u0441\u0442\u0430 "
    "\u043f\u043e\u0447\u0438\u043d\u0438\u0442\u0435\n"
) * 40


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_western_text_comes_back_whatever_it_was_written_in(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding))[0] == GERMAN


def test_cyrillic_of_one_byte_a_letter_is_recognized() -> None:
    assert decode(RUSSIAN.encode("cp1251"))[0] == RUSSIAN


def test_a_byte_that_is_no_utf8_far_into_the_file_is_seen() -> None:
    data = b"a" * 600_000 + "é".encode("cp1252")
    assert find_encoding(io.BytesIO(data)) == "cp1252"


def test_every_kind_of_line_break_ends_a_line() -> None:
    text, _ = open_text(io.BytesIO(b"a\rb\r\nc\nd"))
    assert list(text) == ["a\n", "b\n", "c\n", "d"]
    text.detach()
