"""Finds which template a finished English sentence was made from, and makes it anew.

The rooms below the window speak English, in whole sentences with names and numbers in them.
A catalogue knows these sentences with holes where names and numbers stand:

* ``{n0}`` is a number,
* ``{q0}`` is a name or a quotation, and stays as it is,
* ``{0}`` is anything, and is said anew as well where it is known by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

__all__ = ["HOLE", "Templates"]

HOLE = re.compile(r"\{(?P<kind>[nq]?)(?P<number>\d+)\}")
_A_NUMBER = r"-?\d+(?:[.,]\d+)*(?: ?%)?"
_ANYTHING = r".+?"
_A_NAME = r"(?![a-z\u00df-\u00ff]).+?"
_JOINING = re.compile(r"\{\d+\},? (?:and|or) \{\d+\}")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
_LETTERS = re.compile(r"[^\W\d_]")
# A text of more sentences than this is a document's, not the program's.
_MOST_SENTENCES = 16
_LONGEST = 4000
# A template in a template in a template: nothing of the program is deeper.
_DEEPEST = 3
# With fewer letters of its own a template is only believed inside of another one: "{0} and
# {1}" would change names that happen to have that word.
_LETTERS_TO_STAND_ALONE = 4
_LETTERS_BEHIND_A_HOLE = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class _Template:
    """A sentence with holes, and the same in the other language.

    Attributes:
        longest: Its longest stretch without holes: a text without it is not this one.
        letters: How many letters of its own it has.
    """

    source: str
    target: str
    longest: str
    letters: int

    @property
    def stands_alone(self) -> bool:
        """Whether a whole text is believed to be this one."""
        opens = HOLE.match(self.source)
        least = (
            _LETTERS_BEHIND_A_HOLE
            if opens is not None and opens["kind"] != "n"
            else _LETTERS_TO_STAND_ALONE
        )
        return self.letters >= least

    @property
    def joins(self) -> bool:
        """Whether it only puts a word between two things, as some names do."""
        return bool(_JOINING.fullmatch(self.source))

    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """The template as patterns; a hole that stands twice is the same twice.

        The first wants names in its holes: so "A and b and C" is cut before the name "C",
        not in the middle of the name "A and b".
        """
        return self._pattern(_A_NAME), self._pattern(_ANYTHING)

    def _pattern(self, anything: str) -> re.Pattern[str]:
        said, seen, at = "", set(), 0
        for hole in HOLE.finditer(self.source):
            said += re.escape(self.source[at : hole.start()])
            name, kind = hole["number"], _A_NUMBER if hole["kind"] == "n" else anything
            said += f"(?P=h{name})" if name in seen else f"(?P<h{name}>{kind})"
            seen.add(name)
            at = hole.end()
        return re.compile(said + re.escape(self.source[at:]), re.DOTALL)


def _template(source: str, target: str) -> _Template:
    pieces = HOLE.split(source)[::3]
    return _Template(
        source=source,
        target=target,
        longest=max(pieces, key=len),
        letters=sum(len(_LETTERS.findall(piece)) for piece in pieces),
    )


class Templates:
    """What is known, by the words it begins with.

    Args:
        known: The translations by their templates.
        number: Writes a number that was written in the English way.
    """

    def __init__(self, known: Mapping[str, str], number: Callable[[str], str]) -> None:
        self._whole = {text: said for text, said in known.items() if not HOLE.search(text)}
        self._number = number
        self._by_word: dict[str, list[_Template]] = defaultdict(list)
        self._patterns: dict[str, tuple[re.Pattern[str], ...]] = {}
        made = [_template(*each) for each in known.items() if HOLE.search(each[0])]
        for each in sorted(made, key=_fullest):
            self._by_word[_first_word(each.source)].append(each)

    def told(self, text: str) -> str:
        """The text as the catalogue says it; as it is where nothing is known of it."""
        if len(text) > _LONGEST:
            return text
        found = self._one(text, 0)
        if found is None:
            found = self._made_a_sentence(text)
        return found if found is not None else self._sentences(text)

    def _made_a_sentence(self, text: str) -> str | None:
        """A piece that stands alone, with a capital letter and a full stop put to it."""
        bare = text.removesuffix(".")
        end = text[len(bare) :]
        for piece in (bare, text[:1].lower() + text[1:], bare[:1].lower() + bare[1:]):
            if piece != text and (found := self._one(piece, 0)) is not None:
                found = found[:1].upper() + found[1:] if piece[:1] != text[:1] else found
                return found if found.endswith(end) else found + end
        return None

    def _one(self, text: str, depth: int) -> str | None:
        """A single text that is known as a whole; None where it is not."""
        bare = text.strip()
        if bare in self._whole and (depth == 0 or not _may_be_a_name(bare)):
            return text.replace(bare, self._whole[bare], 1)
        for template in self._candidates(bare):
            if depth == 0 and not template.stands_alone:
                continue
            if template.joins and _may_be_a_name(bare):
                continue
            if (match := self._match(template, bare)) is not None:
                return text.replace(bare, self._filled(template, match, depth), 1)
        return None

    def _match(self, template: _Template, text: str) -> re.Match[str] | None:
        patterns = self._patterns.get(template.source)
        if patterns is None:
            patterns = self._patterns[template.source] = template.patterns()
        found = (pattern.fullmatch(text) for pattern in patterns)
        return next((match for match in found if match is not None), None)

    def _candidates(self, text: str) -> Iterator[_Template]:
        """What could have made the text; what begins as it does goes first."""
        begun = self._by_word.get(_first_word(text), ()) if text else ()
        for among in (begun, self._by_word.get("", ())):
            yield from (each for each in among if each.longest in text)

    def _filled(self, template: _Template, match: re.Match[str], depth: int) -> str:
        held = {}
        for hole in HOLE.finditer(template.source):
            value = match[f"h{hole['number']}"]
            if hole["kind"] == "n":
                value = self._number(value)
            elif not hole["kind"]:
                inner = self._one(value, depth + 1) if depth < _DEEPEST else None
                value = inner if inner is not None else self._number(value)
            held[hole["number"]] = value
        return HOLE.sub(lambda hole: held[hole["number"]], template.target)

    def _sentences(self, text: str) -> str:
        """A text of several sentences, each by itself or with those after it."""
        parts = _SENTENCE_END.split(text)
        if not 1 < len(parts) <= _MOST_SENTENCES:
            return text
        gaps = [*_SENTENCE_END.findall(text), ""]
        said, at = "", 0
        while at < len(parts):
            end, found = self._longest_known(parts, gaps, at)
            said += found + gaps[end - 1]
            at = end
        return said

    def _longest_known(self, parts: list[str], gaps: list[str], at: int) -> tuple[int, str]:
        """Where the longest known stretch of sentences from here on ends, said anew."""
        for end in range(len(parts), at, -1):
            inside = [*gaps[at : end - 1], ""]
            stretch = "".join(map("".join, zip(parts[at:end], inside, strict=True)))
            if (found := self._one(stretch, 0)) is not None:
                return end, found
        return at + 1, parts[at]


def _fullest(template: _Template) -> tuple[int, int, str]:
    """Templates with the most words of their own go first, then the longest."""
    return -template.letters, -len(template.source), template.source


def _may_be_a_name(text: str) -> bool:
    """Whether it could be a person's own: "Report" may be a category as well as a fact."""
    return text[:1].isupper() and text[-1:] not in ".!?:"


def _first_word(text: str) -> str:
    """What stands before the first space; empty where a hole is in it."""
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    return "" if HOLE.search(word) else word
