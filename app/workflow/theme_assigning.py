"""Every item gets all signed-off themes that it speaks of, and the side it takes."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app import store
from app.engine import Embedder
from app.records import (
    Category,
    Phase,
    PostroomError,
    Scheme,
    Stance,
    Step,
    ThemeOrigin,
    ThemeSettings,
)
from app.store import AnalysedItem, CaseFile, Membership, StoredTheme, ThemeState
from app.triage import text_hash
from app.triage.naming import NamedTheme
from app.workflow.meaning import find_meanings
from app.workflow.pace import Pace
from app.workflow.privacy import plain
from app.workflow.theme_columns import ItemDates, dates_below
from app.workflow.theme_facts import ASSIGN_NOTES, DATES, nothing_found, settings_of
from app.workflow.theme_naming import Grouped, name_themes, spans_of
from app.workflow.theme_speaking import Says, Spoken, ThemesTold, spans_in, speak
from app.workflow.theme_texts import DistinctTexts, gather_texts
from app.workflow.tools import Tools

__all__ = ["SchemeFit", "assign", "fit_scheme"]

BATCH = 500
# What a text is given that says nothing clearly and stays where it was found.
LEAST = 0.5
# The hash of all texts without words.
BLANK = text_hash("")


def assign(case: CaseFile, tools: Tools) -> Generator[Step]:
    """Give every item all themes that it speaks of, with probability and quotation.

    Items that came after the analysis are assigned too. Until the very end the case holds
    what it held before.

    Raises:
        PostroomError: There is no analysis, no theme stands, or the embedder is missing.
    """
    run, _ = store.analysed_run(case)
    if not run:
        raise nothing_found()
    standing = [one for one in store.themes(case) if one.state is ThemeState.STANDING]
    if not standing:
        raise PostroomError(
            "No theme is left to which items could be assigned.",
            "Write a theme, or find themes again.",
        )
    settings = settings_of(store.run(case, run))
    yield Step(phase=Phase.STARTING, counts=store.counts(case))
    with closing(tools.open_embedder()) as embedder:
        yield from find_meanings(case, embedder, Pace(clock=tools.clock))
        texts = gather_texts(case, embedder)
        told = told_of(case, standing, texts, settings.question)
        spoken = yield from speak(case, (tools, embedder), told, texts)
        keys = [theme.key for theme in standing]
        says = spoken.says
        if not spoken.learning.used:
            says = with_found(case, texts, spoken.says, keys)
        with case.writing():
            store.put_assignment(
                case,
                each_membership(case, texts, says, keys),
                each_stance(case, texts, spoken.sides),
                noted=each_noted(case, dates_of_run(case, run)),
            )
            store.put_fact(case, run, ASSIGN_NOTES, learning_notes(spoken))
    yield Step(phase=Phase.DONE, counts=store.counts(case))


def told_of(
    case: CaseFile, standing: Sequence[StoredTheme], texts: DistinctTexts, question: str
) -> ThemesTold:
    """Themes of a case as they are told: what persons wrote, examples, and members."""
    quoted = {item for theme in standing for item, _, _ in theme.examples}
    items = store.items_with_documents(case, sorted(quoted))
    categories = []
    for theme in standing:
        quotes = [
            items[item][0].text[first:last]
            for item, first, last in theme.examples
            if item in items
        ]
        own = theme.samples[1:] if theme.origin is ThemeOrigin.SCHEME else theme.samples
        categories.append(
            Category(
                name=theme.name,
                description=theme.description if theme.described else "",
                examples=(*own, *quotes),
            )
        )
    return ThemesTold(
        scheme=Scheme(name="themes", description="", categories=tuple(categories)),
        keys=[theme.key for theme in standing],
        members=middles_of(case, standing, texts),
        question=question,
    )


def middles_of(
    case: CaseFile, standing: Sequence[StoredTheme], texts: DistinctTexts
) -> dict[int, NDArray[np.float32]]:
    """By number of the theme, the middle (1, d) of what was found in it."""
    inside: dict[int, set[int]] = {}
    for number, place in found_in(case, texts, [theme.key for theme in standing]):
        inside.setdefault(place, set()).add(number)
    return {
        place: texts.vectors[sorted(own)].mean(axis=0, keepdims=True)
        for place, own in sorted(inside.items())
    }


def found_in(
    case: CaseFile, texts: DistinctTexts, keys: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Number of the text and of the theme, as it is shown, for all that was found."""
    shown = {theme.key: theme.shown for theme in store.themes(case)}
    place = {key: number for number, key in enumerate(keys)}
    numbers = texts.numbers
    hashes = {
        item: text_hash
        for batch in store.each_item_texts(case)
        for item, text_hash, _ in batch
    }
    for item, theme in store.found_members(case):
        number, key = numbers.get(hashes[item]), shown.get(theme)
        if number is not None and key in place:
            yield number, place[key]


def with_found(
    case: CaseFile,
    texts: DistinctTexts,
    says: Sequence[tuple[Says, ...]],
    keys: Sequence[int],
) -> tuple[tuple[Says, ...], ...]:
    """The same, but a text that says nothing clearly stays in the theme it was found in.

    It stays there with the least probability at which a text is taken to say something.
    """
    found: dict[int, int] = {}
    for number, place in found_in(case, texts, keys):
        found.setdefault(number, place)
    return tuple(
        own
        if own or number not in found
        else (Says(theme=found[number], probability=LEAST, span=None),)
        for number, own in enumerate(says)
    )


def each_membership(
    case: CaseFile,
    texts: DistinctTexts,
    says: Sequence[tuple[Says, ...]],
    keys: Sequence[int],
) -> Iterator[Membership]:
    """What every item says, by what its text says."""
    numbers = texts.numbers
    for batch in store.each_items(case, batch=BATCH):
        for entry in batch:
            number = numbers.get(entry.text_hash)
            if number is None:
                continue
            for one in says[number]:
                span = spans_in(entry.item.text, texts.texts[number], one)
                yield Membership(
                    item=entry.item.key,
                    theme=keys[one.theme],
                    strength=one.probability,
                    first=None if span is None else span[0],
                    last=None if span is None else span[1],
                )


def each_stance(
    case: CaseFile, texts: DistinctTexts, sides: Sequence[Stance]
) -> Iterator[tuple[int, Stance]]:
    """Which side every item takes; nothing where no question was put."""
    if not sides:
        return
    numbers = texts.numbers
    for batch in store.each_item_texts(case):
        for item, own_hash, _ in batch:
            if own_hash in numbers:
                yield item, sides[numbers[own_hash]]


def dates_of_run(case: CaseFile, run: int) -> ItemDates:
    """The dates of all items, in the column that an analysis took them from."""
    header = str(store.fact(case, run, DATES) or "")
    return dates_below(case, header) if header else ItemDates(days={})


def each_noted(case: CaseFile, dates: ItemDates) -> Iterator[AnalysedItem]:
    """Date and blankness of every item, for those that came after the analysis."""
    for batch in store.each_item_texts(case):
        for item, own_hash, _ in batch:
            yield AnalysedItem(item=item, date=dates.iso(item), blank=own_hash == BLANK)


def learning_notes(spoken: Spoken) -> list[str]:
    """What learning from checked items was worth, in sentences."""
    learning, notes = spoken.learning, []
    if learning.before is not None and learning.after is not None:
        verb = "was used" if learning.used else "was not used, for it did not help"
        notes.append(
            f"What {learning.checked:,} checked texts teach {verb}: on texts held out, F1 "
            f"is {learning.after:.2f} with it and {learning.before:.2f} without."
        )
    if spoken.stance_learning is not None:
        notes.append(
            f"Stances were learned from {spoken.stance_learning.checked:,} checked texts; "
            f"of those held out, {spoken.stance_learning.told:.0%} were told, and "
            f"{spoken.stance_learning.right:.0%} of these rightly."
        )
    return notes


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemeFit:
    """How the texts of a case fit the categories of a scheme.

    Attributes:
        scheme: Its categories are themes.
        texts: The distinct texts.
        spoken: What they say of the categories.
        named: Terms, examples and a question for each.
    """

    scheme: Scheme
    texts: DistinctTexts
    spoken: Spoken
    named: tuple[NamedTheme, ...]

    @property
    def chosen(self) -> NDArray[np.bool_]:
        """(n, t), which text speaks of which category."""
        found = np.zeros((len(self.spoken.says), len(self.named)), dtype=np.bool_)
        for number, own in enumerate(self.spoken.says):
            for one in own:
                found[number, one.theme] = True
        return found

    @property
    def notes(self) -> list[str]:
        """What a reader of the assignment must know."""
        return learning_notes(self.spoken)

    def themes(
        self, case: CaseFile, known: Mapping[int, StoredTheme], start: int
    ) -> list[StoredTheme]:
        """The categories as themes; those that the case knows keep keys and edits."""
        before = {
            plain(theme.samples[0]): theme
            for theme in known.values()
            if theme.origin is ThemeOrigin.SCHEME and theme.samples
        }
        found = []
        for number, category in enumerate(self.scheme.categories):
            named = self.named[number]
            old = before.get(plain(category.name))
            fresh = StoredTheme(
                key=start,
                name=category.name,
                description=category.description or named.description,
                described=bool(category.description),
                terms=named.terms,
                examples=spans_of(case, self.texts, named.examples),
                samples=(category.name, *category.examples),
                origin=ThemeOrigin.SCHEME,
                named_by="person",
                question=named.question,
                centre=np.asarray(self.spoken.places.middles[number], dtype=np.float32),
            )
            start += old is None
            found.append(fresh if old is None else as_before(old, fresh))
        return found

    def put(
        self, case: CaseFile, items: Iterable[tuple[int, int]], keys: Sequence[int]
    ) -> None:
        """Store what the items say.

        Args:
            case: The case file.
            items: Key of every item and the number of its text, -1 for none.
            keys: Of the categories' themes.
        """
        says = self.spoken.says
        speaking = [item for item, number in items if number >= 0 and says[number]]
        store.put_assignment(
            case,
            each_membership(case, self.texts, says, keys),
            each_stance(case, self.texts, self.spoken.sides),
            items=speaking,
        )


def as_before(old: StoredTheme, fresh: StoredTheme) -> StoredTheme:
    """A category's theme with the key it had, and with what persons changed."""
    edited = old.touched
    return replace(
        fresh,
        key=old.key,
        name=old.name if edited else fresh.name,
        description=old.description if edited else fresh.description,
        described=old.described if edited else fresh.described,
        upper=old.upper,
        question=old.question or fresh.question,
        answer=old.answer,
        state=ThemeState.STANDING if old.state is ThemeState.GONE else old.state,
        merged_into=old.merged_into,
        part_of=old.part_of,
        touched=old.touched,
    )


def fit_scheme(
    case: CaseFile,
    models: tuple[Tools, Embedder],
    scheme: Scheme,
    texts: DistinctTexts,
    settings: ThemeSettings,
) -> Generator[Step, None, SchemeFit]:
    """Find which of a scheme's categories every text speaks of.

    A category for what fits nowhere else is left out: that is what themes are found in.
    """
    _, embedder = models
    heard = replace(
        scheme,
        categories=tuple(one for one in scheme.categories if one.name != scheme.other),
        other=None,
    )
    known = {
        plain(theme.samples[0]): theme.key
        for theme in store.themes(case)
        if theme.origin is ThemeOrigin.SCHEME and theme.samples
    }
    told = ThemesTold(
        scheme=heard,
        keys=[known.get(plain(name), 0) for name in heard.names],
        members={},
        question=settings.question,
    )
    spoken = yield from speak(case, models, told, texts)
    theme = np.array([own[0].theme if own else -1 for own in spoken.says], dtype=np.int64)
    likely = np.array([own[0].probability if own else 0.0 for own in spoken.says])
    count = len(heard.categories)
    grouped = Grouped(theme=theme, group=np.arange(count), centrality=likely)
    named = name_themes(embedder, texts, grouped).names.themes
    return SchemeFit(scheme=heard, texts=texts, spoken=spoken, named=named)
