"""What a reply quotes of earlier messages is told apart from what it says itself."""

from app.readers.structure import build_structure
from app.records import BlockKind, StructuredPage

REPLY = """Re: Permit

The survey is the one I sent on February 9.

On Tue, 3 Mar 2026 at 16:41, Permit Center
wrote:
> Please do not answer this message.
>> Hello, what is the status?

Nils Haverford"""


def kinds(text):
    structure = build_structure([StructuredPage(number=1, text=text)], [], None)
    return {
        " ".join(structure.text_of(block).split()): block.kind for block in structure.blocks
    }


def test_quoted_lines_and_who_wrote_them_are_earlier_messages():
    found = kinds(REPLY)
    earlier = [words for words, kind in found.items() if kind is BlockKind.EARLIER]
    assert " ".join(earlier) == (
        "On Tue, 3 Mar 2026 at 16:41, Permit Center wrote: "
        "> Please do not answer this message. >> Hello, what is the status?"
    )
    own = [words for words, kind in found.items() if kind is not BlockKind.EARLIER]
    assert any("February 9" in words for words in own)
    assert any("Nils Haverford" in words for words in own)


def test_a_text_of_quoted_lines_alone_is_read_as_it_is():
    assert BlockKind.EARLIER not in kinds("> first line\n> second line").values()


def test_a_text_that_quotes_nothing_has_no_earlier_message():
    assert BlockKind.EARLIER not in kinds("She wrote:\nCosts of 5 > 4 were told.").values()


def test_replies_between_quoted_lines_are_told_apart_however_many_there_are():
    found = kinds("\n".join(f"own words {n}\n> quoted {n}" for n in range(20_000)))
    assert sum(kind is BlockKind.EARLIER for kind in found.values()) == 20_000


def test_long_runs_of_marks_take_no_long_time():
    found = kinds("own words\n" + "> " * 100_000 + "\n" + "wrote:" * 50_000)
    assert BlockKind.EARLIER in found.values()
