"""A case file of many rows for measuring, with made-up text of letters' length."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from app import store
from app.records import (
    Category,
    Document,
    DocumentState,
    Evidence,
    Item,
    Passage,
    Place,
    Scheme,
    SortSettings,
    Status,
    Verdict,
)

__all__ = ["SCHEME", "make_case"]

_NAMES = (
    *("Roads and sidewalks", "Water and sewers", "Trash and recycling"),
    *("Parks and trees", "Noise and neighbours", "Permits and licences"),
    *("Taxes and billing", "Other"),
)
SCHEME = Scheme(
    name="Resident correspondence",
    description="Letters and e-mails that residents write to the city.",
    categories=tuple(Category(name=name) for name in _NAMES),
    fingerprint="a" * 64,
)
_STARTS = """
I have written about this twice|We are residents of the third ward|Please look into this|
The situation has become worse since spring|My mother, who is eighty-four, cannot pass|
Nobody answered the telephone at the office|As discussed with your colleague in June|
I would like to thank the crew that came|For several weeks now|Since the works began
"""
_MIDDLES = """
the storm drain at the corner is blocked with leaves|the collection truck passes before six
|the street lamp in front of the school is dark|the invoice shows twice the usual amount|
a branch hangs over the playground|the neighbour's music goes on until after midnight|
the form asks for a number that I do not have|water stands a foot deep on the crossing|
the pothole has already damaged two cars|the benches in the park were taken away
"""
_ENDS = """
and nobody has come to look at it.|so that we cannot sleep with the window open.|
which is dangerous for the children on their way to school.|
and I ask for an answer in writing.|although I have paid on time for nineteen years.|
and the signs that were put up do not help.|as you can see on the photographs.|
and I do not know whom else to ask.
"""
_PER_DOCUMENT = 20_000


def make_case(path: Path, rows: int = 100_000, *, seed: int = 5) -> None:
    """Write a sorted case file of so many rows of 200 to 2,000 characters.

    Args:
        path: Of the case file; there must be none yet.
        rows: How many, in sheets of 20,000.
        seed: Of the random texts, categories and probabilities.
    """
    chance = random.Random(seed)
    with store.open_case(path) as case:
        count = -(-rows // _PER_DOCUMENT)
        names = [f"requests {2020 + number}.xlsx" for number in range(count)]
        documents = [Document(name=n, path=f"/in/{n}", kind="workbook") for n in names]
        store.add_documents(case, documents)
        for document in store.documents(case):
            first = (document.key - 1) * _PER_DOCUMENT
            here = range(first, min(rows, first + _PER_DOCUMENT))
            read: list[Item | Document] = [*_items(chance, here), _ended(document)]
            for _ in store.keep_reading(case, document.key, read, _hash):
                pass
        _decide(case, chance)


def _decide(case: store.CaseFile, chance: random.Random) -> None:
    settings, scheme = asdict(SortSettings()), asdict(SCHEME)
    run = store.begin_run(case, "sort", settings=settings, scheme=scheme, models={})
    for batch in store.each_items(case, batch=2000):
        store.put_verdicts(
            case, run, [(one.item.key, _verdict(chance, one.item)) for one in batch]
        )
    store.finish_run(case, run)


def _ended(document: Document) -> Document:
    return Document(
        name=document.name,
        path=document.path,
        kind="workbook",
        sha256=hashlib.sha256(document.name.encode()).hexdigest(),
        size=9_000_000,
        state=DocumentState.READ,
    )


def _items(chance: random.Random, numbers: range) -> Iterator[Item]:
    starts, middles, ends = (
        [" ".join(part.split()) for part in text.split("|")]
        for text in (_STARTS, _MIDDLES, _ENDS)
    )
    for number in numbers:
        length = min(2000, int(chance.lognormvariate(6.2, 0.7)) + 200)
        said = [f"Request {100_000 + number}."]
        while sum(map(len, said)) + len(said) < length:
            pieces = (chance.choice(starts), chance.choice(middles), chance.choice(ends))
            said.append(" ".join(pieces))
        text = " ".join(said)[:2000]
        place = Place(sheet="Requests", row=number % _PER_DOCUMENT + 2)
        day = chance.randrange(1, 29)
        month, year = chance.randrange(1, 13), 2020 + number // _PER_DOCUMENT
        yield Item(
            place=place,
            text=text,
            passages=(Passage(start=0, end=len(text), place=place),),
            columns={
                "Request": str(100_000 + number),
                "Received": f"{year}-{month:02}-{day:02}",
                "Channel": chance.choice(("Letter", "E-mail", "Telephone", "Counter")),
                "Text": text,
            },
        )


def _verdict(chance: random.Random, item: Item) -> Verdict:
    probability = chance.betavariate(5, 2)
    unsure = probability < 0.55
    quote = item.text[: item.text.find(".", 40) + 1 or 120]
    category = chance.choices(_NAMES, weights=(9, 7, 6, 5, 4, 3, 2, 4))[0]
    return Verdict(
        category=category,
        probability=probability,
        runner_up=chance.choice([name for name in _NAMES if name != category]),
        evidence=Evidence(
            quote=quote, start=0, end=len(quote), item_start=0, place=item.place
        ),
        status=Status.NEEDS_REVIEW if unsure else Status.SORTED,
        reason="Two categories are almost equally likely." if unsure else "",
        reason_code="unsure" if unsure else "",
        calibrated=True,
        language="es" if chance.random() < 0.12 else "en",
    )


def _hash(text: str) -> bytes:
    return hashlib.sha256(" ".join(text.lower().split()).encode()).digest()
