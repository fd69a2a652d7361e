"""What changed between two versions: planted changes found, false ones told, seconds.

    .venv/bin/python -m tests.benchmarks.versions --corpus DIR [--limit N]

Into the text of each of N reports (5 without it) 30 changes are planted: numbers, amounts,
dates, negations, duties, names, light words, sentences added, taken out and moved.
Both versions are set as PDFs, the new one in another type, size and width, with divided
words, other quotation marks, other headers and page numbers, and read as the program reads
them. Nothing but the planted changes may be told. Beside it stands what is tried first: the
lines of both texts compared by difflib, and the sentences compared as sets.
"""

from __future__ import annotations

import difflib
import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from app.readers import Reader, ReadRequest
from app.readers.structure import read_structure
from app.records import Document, Sentence, Structure, VersionChange, VersionChangeKind
from app.startup import Postroom
from app.triage import segment
from app.triage.sentences import mended, sentences_of
from app.triage.versions import version_changes
from tests.benchmarks.measuring import corpus_from_arguments

REPORTS = 5
SEED = 20_261
LEAST_WORDS, MOST_WORDS = 9, 45
SENTENCES_A_PARAGRAPH = 4
# A sentence counts as told where so much of it is in what is told.
ENOUGH = 0.8

MONTHS = {"January": "March", "June": "September", "March": "May", "July": "October"}
DUTIES = (("must", "may"), ("shall", "should"), ("required", "encouraged"), ("may", "must"))
NAMES = (("Congress", "Parliament"), ("Department", "Ministry"), ("Agency", "Bureau"))
LIGHT = (("however", "nevertheless"), ("many", "numerous"), ("also", "likewise"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Planted:
    """One change.

    Attributes:
        kind: As it is to be told.
        matters: Whether it is one that matters; None where either is right.
        before: The sentence as it was; empty where it was added.
        after: As it is; empty where it was taken out.
    """

    kind: VersionChangeKind
    matters: bool | None
    before: str
    after: str


def main() -> None:
    """Plant, compare, print."""
    corpus, arguments = corpus_from_arguments(__doc__ or "", "summaries", "govreport13")
    path = corpus / "summaries" / "govreport13" / "govreport13.jsonl"
    texts = [
        json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()
    ]
    tools = Postroom.start().tools()
    total = [0] * 6
    for number, text in enumerate(texts[: arguments.limit or REPORTS]):
        chance = random.Random(SEED + number)
        old, new, planted = planted_versions(paragraphs(text), chance)
        with tempfile.TemporaryDirectory() as folder, tools.open_reader() as reader:
            first, second = Path(folder, "old.pdf"), Path(folder, "new.pdf")
            set_plainly(old, first)
            set_otherwise(new, second)
            one, two = opened(reader, first), opened(reader, second)
            started = time.perf_counter()
            changes = version_changes(*one, *two).changes
            seconds = time.perf_counter() - started
            found, right_kind, right_weight, false = judged(planted, changes)
            lines = by_lines(one[0], two[0])
            sets = by_sets(one[1], two[1])
        print(
            f"report {number}: {len(one[1]):,} sentences, {found} of {len(planted)} found, "
            f"{right_kind} of the right kind, weight right for {right_weight}, "
            f"{false} false, {seconds:.2f} s; lines told by difflib {lines}, "
            f"sentences told by sets {sets}",
            flush=True,
        )
        for place, value in enumerate(
            (len(planted), found, right_kind, right_weight, false, lines)
        ):
            total[place] += value
    print(
        f"in all: planted {total[0]}, found {total[1]}, right kind {total[2]}, "
        f"weight right {total[3]}, false {total[4]}; lines told by difflib {total[5]}"
    )


def opened(reader: Reader, path: Path) -> tuple[Structure, tuple[Sentence, ...]]:
    """A PDF as the program reads it."""
    structure = read_structure(
        reader, Document(name=path.name, path=str(path)), ReadRequest()
    )
    return structure, sentences_of(structure)


def paragraphs(text: str) -> list[list[str]]:
    """Sentences of a text in paragraphs of four, each sentence once."""
    lines = [" ".join(text[start:end].split()) for start, end in segment(text)]
    seen: set[str] = set()
    kept = []
    for line in lines:
        if line not in seen and line[-1:] in ".!?" and line[:1].isupper():
            seen.add(line)
            kept.append(line)
    return [
        kept[place : place + SENTENCES_A_PARAGRAPH]
        for place in range(0, len(kept), SENTENCES_A_PARAGRAPH)
    ]


# ------------------------------------------------------------------ planting
Change = Callable[[str], str]


def planted_versions(
    old: list[list[str]], chance: random.Random
) -> tuple[list[list[str]], list[list[str]], list[Planted]]:
    """The old text, the new one, and what was changed."""
    new = [list(one) for one in old]
    free = [
        (row, place)
        for row, lines in enumerate(old)
        for place, line in enumerate(lines)
        if LEAST_WORDS <= len(line.split()) <= MOST_WORDS
    ]
    chance.shuffle(free)
    planted: list[Planted] = []
    for change, wanted, matters in (
        (other_number, 8, True),
        (other_month, 2, True),
        (negated, 4, True),
        (swapped(DUTIES), 3, True),
        (swapped(NAMES), 2, True),
        (swapped(LIGHT), 3, False),
    ):
        done = 0
        for row, place in list(free):
            line = old[row][place]
            changed = change(line)
            if done < wanted and changed != line:
                new[row][place] = changed
                free.remove((row, place))
                planted.append(
                    Planted(
                        kind=VersionChangeKind.CHANGED,
                        matters=matters,
                        before=line,
                        after=changed,
                    )
                )
                done += 1
    for row, place in [free.pop() for _ in range(3)]:
        line = old[row][place]
        new[row][place] = ""
        planted.append(
            Planted(kind=VersionChangeKind.REMOVED, matters=None, before=line, after="")
        )
    for row, place in [free.pop() for _ in range(3)]:
        line = f"Section {row + 900} of this plan speaks of garden {place + 17} alone."
        new[row].insert(place + 1, line)
        planted.append(
            Planted(kind=VersionChangeKind.ADDED, matters=True, before="", after=line)
        )
    for row, _ in [free.pop() for _ in range(2)]:
        lines = [line for line in old[row] if len(line.split()) >= LEAST_WORDS][:1]
        if lines and lines[0] in new[row]:
            new[row].remove(lines[0])
            new[(row + len(new) // 2) % len(new)].append(lines[0])
            planted.append(
                Planted(
                    kind=VersionChangeKind.MOVED,
                    matters=False,
                    before=lines[0],
                    after=lines[0],
                )
            )
    return old, [[line for line in one if line] for one in new], planted


def other_number(line: str) -> str:
    """The first number of two figures or more made another one."""
    return re.sub(
        r"(?<![\w.,])\d{2,}(?![\w,])", lambda one: str(int(one.group()) + 11), line, count=1
    )


def other_month(line: str) -> str:
    """One month made another one."""
    return swapped(tuple(MONTHS.items()))(line)


def negated(line: str) -> str:
    """A "not" put in."""
    return re.sub(r"\b(is|are|was|were|will|can|does)\b", r"\1 not", line, count=1)


def swapped(pairs: Sequence[tuple[str, str]]) -> Change:
    """One word put in place of another, the first pair that fits."""

    def change(line: str) -> str:
        for word, other in pairs:
            found = re.sub(rf"\b{word}\b", other, line, count=1)
            if found != line:
                return found
        return line

    return change


# ------------------------------------------------------------------ setting
def set_plainly(text: list[list[str]], path: Path) -> None:
    """The old version: letter paper, ten points."""
    style = ParagraphStyle("old", fontName="Times-Roman", fontSize=10, leading=13)
    built(text, path, style, (letter, 72, "Report of the committee"))


def set_otherwise(text: list[list[str]], path: Path) -> None:
    """The new version: A4, narrow, other quotation marks, divided words."""
    style = ParagraphStyle("new", fontName="Helvetica", fontSize=11.5, leading=15)
    curly = [
        [divided(line.replace('"', "\u201d").replace("'", "\u2019")) for line in one]
        for one in text
    ]
    built(curly, path, style, (A4, 110, "Second edition, revised"))


def divided(line: str) -> str:
    """A soft hyphen in long words, where a line may end."""
    return re.sub(r"\b([a-z]{5})([a-z]{5,})\b", "\\1\u00ad\\2", line)


def built(
    text: list[list[str]],
    path: Path,
    style: ParagraphStyle,
    form: tuple[tuple[float, float], float, str],
) -> None:
    """A PDF of paragraphs with a header and a page number on every page."""
    size, margin, header = form

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(margin, size[1] - 40, header)
        canvas.drawCentredString(size[0] / 2, 30, str(document.page))

    story = []
    for lines in text:
        plain = " ".join(lines).replace("&", "&amp;").replace("<", "&lt;")
        story += [Paragraph(plain, style), Spacer(1, 7)]
    document = SimpleDocTemplate(
        str(path), pagesize=size, leftMargin=margin, rightMargin=margin
    )
    document.build(story, onFirstPage=furniture, onLaterPages=furniture)


# ------------------------------------------------------------------ judging
def judged(
    planted: Sequence[Planted], changes: Sequence[VersionChange]
) -> tuple[int, int, int, int]:
    """How many were found, of the right kind, of the right weight, and false ones."""
    used: set[int] = set()
    found = kinds = weights = 0
    for one in planted:
        matching = [number for number, change in enumerate(changes) if tells(change, one)]
        if not matching:
            print("   missed:", one.kind.value, "|", one.before[:90], "|", one.after[:90])
            continue
        used.update(matching)
        found += 1
        right = [number for number in matching if changes[number].kind is one.kind]
        kinds += bool(right)
        weights += one.matters is None or any(
            changes[number].matters is one.matters for number in matching
        )
    for number, change in enumerate(changes):
        if number not in used:
            print(
                "   false:",
                change.kind.value,
                "|",
                change.before.quote[:120].replace("\n", " ") if change.before else "",
                "|",
                change.after.quote[:120].replace("\n", " ") if change.after else "",
                [change.after.quote[one:two] for one, two in change.differing]
                if change.after
                else "",
            )
    return found, kinds, weights, len(changes) - len(used)


def tells(change: VersionChange, planted: Planted) -> bool:
    """Whether a change tells what was planted."""
    pairs = ((change.before, planted.before), (change.after, planted.after))
    return any(
        quote is not None and sentence and shared(quote.quote, sentence) >= ENOUGH
        for quote, sentence in pairs
    )


def shared(quote: str, sentence: str) -> float:
    """How much of the words of one is in the other; a torn sentence is told by a part."""
    here, there = set(bare(quote)), set(bare(sentence))
    return len(here & there) / max(1, min(len(here), len(there)))


def bare(text: str) -> list[str]:
    """Words in small letters, divided ones mended."""
    return re.findall(r"\w+", mended(text).replace("-", "").casefold())


# ------------------------------------------------------------------ what is tried first
def by_lines(old: Structure, new: Structure) -> int:
    """How many lines difflib tells."""
    before, after = list(lines_of(old)), list(lines_of(new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return sum(
        max(last - first, end - start)
        for name, first, last, start, end in matcher.get_opcodes()
        if name != "equal"
    )


def lines_of(structure: Structure) -> Iterator[str]:
    """The lines of all pages."""
    for page in structure.pages:
        yield from page.text.splitlines()


def by_sets(old: Sequence[Sentence], new: Sequence[Sentence]) -> int:
    """How many sentences stand in one version only."""
    return len({one.text for one in old} ^ {one.text for one in new})


if __name__ == "__main__":
    main()
