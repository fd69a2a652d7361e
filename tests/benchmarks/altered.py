"""Sentences in other words of which one thing was changed: is it noticed?

Run with ``python -m tests.benchmarks.altered``; ``--only held_out`` and ``--only
development`` look at one of the two sets beside this file, ``--only changed`` at sentences
that are changed by machine. The held-out set was written before the rules and is not tuned
on. The baseline is what most tools do: every number of the sentence stands in its sources.
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.triage.statement_checks import find_problems
from tests.benchmarks.measuring import Measured, report

HERE = Path(__file__).parent
SETS = ("development", "held_out")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
CHANGED = 300
Check = Callable[[str, Sequence[str]], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A statement with its sources.

    Attributes:
        kind: Of the change; "sound" where nothing was changed.
        statement: To be judged.
        sources: That it was made of.
        plain: Whether the true sentence about the same passage is let pass: only then does
            it say much that the altered one is not.
    """

    kind: str
    statement: str
    sources: tuple[str, ...]
    plain: bool = False


def main() -> None:
    """Print what is caught, by kind, and how often a true sentence is refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true", help="print every wrong decision")
    parser.add_argument("--texts", type=Path, help="lines to change by machine, one each")
    arguments = parser.parse_args()
    for name in SETS:
        if arguments.only in ("", name):
            judged(name, read_cases(HERE / f"altered_{name}.toml"), show=arguments.show)
    if arguments.only in ("", "changed"):
        lines = sentences(arguments.texts)
        judged("changed by machine", list(changed(lines)), show=arguments.show)


def read_cases(path: Path) -> list[Case]:
    """The statements of a file, true and altered."""
    cases = []
    for passage in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]:
        sources = tuple(passage["sources"])
        cases.append(Case(kind="sound", statement=passage["sound"], sources=sources))
        plain = not all_rules(passage["sound"], sources)
        cases.extend(
            Case(kind=kind, statement=statement, sources=sources, plain=plain)
            for kind, statement in passage["altered"].items()
        )
    return cases


def judged(name: str, cases: Sequence[Case], *, show: bool) -> None:
    """Print the figures of some statements, beside the baseline's."""
    with Measured() as measured:
        caught = tallied(cases, all_rules)
    plain = tallied(cases, numbers_only)
    kinds = sorted({case.kind for case in cases} - {"sound"})
    for kind in kinds:
        total = sum(case.kind == kind for case in cases)
        print(f"  {kind}: {caught[kind]} of {total} (numbers only: {plain[kind]})")
    altered = sum(case.kind != "sound" for case in cases)
    found = sum(caught[kind] for kind in kinds)
    report(
        f"{name}: altered statements caught",
        figure=f"{found} of {altered}",
        baseline=f"{sum(plain[kind] for kind in kinds)} of {altered}",
        target="all",
        holds=found == altered,
    )
    paired = [case for case in cases if case.kind != "sound" and case.plain]
    if paired:
        told = sum(all_rules(case.statement, case.sources) for case in paired)
        print(f"  of {len(paired)} whose true sentence passes: {told} caught")
    sound = sum(case.kind == "sound" for case in cases)
    report(
        f"{name}: true statements refused",
        figure=f"{caught['sound']} of {sound}",
        baseline=f"{plain['sound']} of {sound}",
        target="at most half",
        holds=2 * caught["sound"] <= sound,
    )
    print(f"  {len(cases)} statements in {measured.seconds:.2f} s")
    if show:
        shown(cases)


def tallied(cases: Iterable[Case], check: Check) -> Counter[str]:
    """How many of each kind a check refuses."""
    return Counter(case.kind for case in cases if check(case.statement, case.sources))


def all_rules(statement: str, sources: Sequence[str]) -> bool:
    """Whether the program refuses a statement."""
    return bool(find_problems(statement, sources))


def numbers_only(statement: str, sources: Sequence[str]) -> bool:
    """Whether a number of the statement is not written in its sources."""
    known = set(NUMBER.findall(" ".join(sources)))
    return not set(NUMBER.findall(statement)) <= known


def shown(cases: Iterable[Case]) -> None:
    """Print the statements that were judged wrongly."""
    for case in cases:
        problems = find_problems(case.statement, case.sources)
        if bool(problems) == (case.kind == "sound"):
            print(f"  [{case.kind}] {case.statement}\n     of: {' | '.join(case.sources)}")
            print(f"     {'; '.join(one.told for one in problems)}")


# ------------------------------------------------------------------ changed by machine

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DIGIT = re.compile(r"[0-9]")
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b(?= [0-9])")
LONE_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
NEGATIONS = (
    (r"\b(is|are|was|were|has|have|will|may|must|should|can|does|did) not\b", r"\1"),
    (r"\b(is|are|was|were|will|must|should)\b(?! not)", r"\1 not"),
    (r"\bcannot\b", "can"), (r"\bwithout\b", "with"), (r"\bno longer\b", "still"),
)  # fmt: skip
MODALS = (
    (r"\bmust\b", "may"), (r"\bmay\b(?! \d)", "must"), (r"\bshould\b", "must"),
    (r"\bcan\b(?!not)", "must"), (r"\bshall\b", "may"), (r"\brequired\b", "allowed"),
)  # fmt: skip
BOUNDS = (
    (r"\bat least\b", "at most"), (r"\bmore than\b", "less than"),
    (r"\bup to\b", "at least"), (r"\bbefore\b", "after"), (r"\bafter\b", "before"),
    (r"\bless than\b", "more than"), (r"\bincreased?\b", "decreased"),
    (r"\bhigher\b", "lower"), (r"\blower\b", "higher"), (r"\buntil\b", "after"),
)  # fmt: skip
UNITS = (
    (r"\bmillion\b", "billion"), (r"\bbillion\b", "million"), (r"\bdays\b", "months"),
    (r"\byears\b", "months"), (r"(?<=\d)%", " percentage points"),
    (r"\bpercent\b", "percentage points"), (r"\bmonths\b", "weeks"),
)  # fmt: skip
QUANTITIES = (
    (r"\b[Ss]ome\b", "all"), (r"\b[Mm]ost\b(?! of the)", "all"), (r"\b[Aa]ll\b", "some"),
    (r"\busually\b", "always"), (r"\bgenerally\b", "always"), (r"\bonly\b ?", ""),
)  # fmt: skip
FIGURE = re.compile(r"(?<![\w.,-])\$?\d[\d,]*(?:\.\d+)?%?(?![\w-])")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})*\b")
DROPPED = (
    ("dropped condition", re.compile(r",? \b(?:if|unless|except|provided that)\b[^,.;]*")),
    ("dropped condition", re.compile(r"^(?:If|Unless|When)\b[^,.;]*, ")),
    ("dropped limit", re.compile(r"\b(?:[Oo]nly|[Ss]ome|[Mm]ost|usually|generally) ")),
    ("dropped speaker", re.compile(r"^[^,.;]* (?:said|found|recommended|stated) that ")),
    ("dropped hedge", re.compile(r"\b(?:may|might|could|likely) ")),
    ("dropped bound", re.compile(r"\b(?:at least|up to|about|more than|nearly) (?=[\d$])")),
    (
        "dropped restriction",
        re.compile(
            r" (?:that|who) (?!the|a )[^,.;]{8,60}?(?= (?:is|are|must|may|will|were|was) )"
        ),
    ),
)
NAMES = ("Senate", "Alaska", "NASA", "Labor", "Smith", "Brazil", "Commission")


REWRITTEN = {
    "negation": NEGATIONS, "modality": MODALS, "bound": BOUNDS, "unit": UNITS,
    "quantity": QUANTITIES,
}  # fmt: skip


def sentences(path: Path | None) -> list[str]:
    """Sentences to change: lines of a file, or the sources of the development set."""
    if path is None:
        cases = read_cases(HERE / "altered_development.toml")
        return sorted({" ".join(case.sources) for case in cases})
    return path.read_text(encoding="utf-8").splitlines()


def changed(lines: Sequence[str]) -> Iterator[Case]:
    """Up to 300 sentences with one change of each kind that fits them."""
    chance = random.Random(20)
    picked = chance.sample(list(lines), min(CHANGED, len(lines)))
    for number, line in enumerate(picked):
        beside = picked[number - 1]
        yield Case(kind="sound", statement=line, sources=(line,))
        yield Case(kind="sound", statement=line, sources=(beside, line))
        if mixed := mixed_figures(line, beside, chance):
            yield Case(kind="mixed sources", statement=mixed, sources=(beside, line))
        for kind, statement in changes(line, chance):
            if statement != line:
                yield Case(kind=kind, statement=statement, sources=(line,))


def mixed_figures(line: str, other: str, chance: random.Random) -> str:
    """A sentence with a figure of another one in the place of its own; "" if that fails."""
    own = [one for one in FIGURE.finditer(line) if one.group() not in other]
    theirs = [one.group() for one in FIGURE.finditer(other) if one.group() not in line]
    if not own or not theirs:
        return ""
    place = chance.choice(own)
    return line[: place.start()] + chance.choice(theirs) + line[place.end() :]


def swapped(line: str, pattern: re.Pattern[str], chance: random.Random) -> str:
    """A sentence with two things of a kind in each other's place; "" where it has one."""
    found = list(pattern.finditer(line))
    found = [one for one in found if sum(o.group() == one.group() for o in found) == 1]
    if len(found) < 2:
        return ""
    first = chance.randrange(len(found) - 1)
    one, two = found[first], found[first + 1]
    middle = line[one.end() : two.start()]
    return line[: one.start()] + two.group() + middle + one.group() + line[two.end() :]


def changes(line: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """What a sentence becomes by each kind of change that fits it."""
    for kind, pattern in (("swapped figures", FIGURE), ("swapped names", NAME)):
        if turned := swapped(line, pattern, chance):
            yield kind, turned
    yield from shortened(line)
    yield from replaced(line, chance)
    for kind, rules in REWRITTEN.items():
        for rule, instead in rules:
            if re.search(rule, line):
                yield kind, re.sub(rule, instead, line, count=1)
                break


def shortened(line: str) -> Iterator[tuple[str, str]]:
    """A sentence without a condition, a limit, a speaker, a hedge, a bound."""
    for kind, pattern in DROPPED:
        if found := pattern.search(line):
            left = (line[: found.start()] + line[found.end() :]).strip()
            if len(left.split()) > 4:
                yield kind, left[:1].upper() + left[1:].rstrip(" ,.") + "."


def replaced(line: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """A sentence with another digit, another month, another name."""
    for kind, pattern, others in (
        ("digit", DIGIT, "0123456789"), ("month", MONTH, MONTHS), ("name", LONE_NAME, NAMES)
    ):  # fmt: skip
        found = [one for one in pattern.finditer(line) if one.group() not in MONTHS]
        found = list(pattern.finditer(line)) if kind == "month" else found
        if found:
            one = chance.choice(found)
            other = chance.choice([new for new in others if new != one.group()])
            yield kind, line[: one.start()] + other + line[one.end() :]


if __name__ == "__main__":
    main()
