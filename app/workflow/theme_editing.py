"""What a person does to themes; every edit is noted and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TypeVar

import numpy as np

from app import store
from app.engine import Embedder
from app.records import (
    PostroomError,
    ThemeEdit,
    ThemeEditKind,
    ThemeOrigin,
)
from app.store import CaseFile, Membership, StoredTheme, ThemeState
from app.triage.themes import middles
from app.workflow.judging import embed_plain
from app.workflow.privacy import plain
from app.workflow.theme_facts import nothing_found
from app.workflow.theme_keeping import dealt
from app.workflow.theme_naming import Grouped, name_themes, spans_of
from app.workflow.theme_splitting import halves
from app.workflow.theme_texts import DistinctTexts, gather_texts
from app.workflow.tools import Tools

__all__ = ["edit_themes", "group_of", "need_analysis", "standing"]

MOST_CHARACTERS = 120
MOST_EXAMPLES = 5
MOST_TERMS = 10

Entry = TypeVar("Entry")


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What an edit comes to.

    Attributes:
        sentence: What was done, to follow the name of who did it.
        changed: Themes that the case has already.
        made: New ones.
        dealt: Who goes to which part of a theme that was split.
    """

    sentence: str
    changed: Sequence[StoredTheme]
    made: Sequence[StoredTheme] = ()
    dealt: Sequence[Membership] = ()


def edit_themes(case: CaseFile, tools: Tools, edit: ThemeEdit) -> None:
    """Do to the themes of a case what a person wants.

    Raises:
        PostroomError: There is no such theme, its name is taken, it does not fall apart,
            the embedder is missing, or the case file can only be read.
    """
    with case.writing():
        need_analysis(case)
        asked = chosen(case, edit)
        change = change_of(case, tools, edit, asked)
        sentence = f"{tools.person or 'Somebody'} {change.sentence}"
        what = (str(edit.kind), sentence, tools.person)
        from_themes = [
            one.key for one in store.themes(case) if asked and one.shown == asked[0].key
        ]
        store.note_theme_edit(case, what, change.changed, change.made)
        if change.dealt:
            store.deal_members(case, from_themes, change.dealt)


def need_analysis(case: CaseFile) -> int:
    """The run of the analysis that the case holds.

    Raises:
        PostroomError: There is none.
    """
    run, _ = store.analysed_run(case)
    if not run:
        raise nothing_found()
    return run


def standing(case: CaseFile) -> dict[int, StoredTheme]:
    """The themes that are shown, by key."""
    return {
        theme.key: theme
        for theme in store.themes(case)
        if theme.state is ThemeState.STANDING
    }


def chosen(case: CaseFile, edit: ThemeEdit) -> list[StoredTheme]:
    """The themes that an edit is about.

    Raises:
        PostroomError: There is no such theme, or they are too many or too few.
    """
    shown = standing(case)
    for key in edit.themes:
        if key not in shown:
            raise PostroomError(
                f"There is no theme {key} in this case file.",
                "Choose one of the themes that are shown.",
            )
    count = len(set(edit.themes))
    if edit.kind is ThemeEditKind.MERGE and count < 2:
        raise PostroomError("It takes two themes to merge.", "Choose two or more.")
    if edit.kind is ThemeEditKind.WRITE and count:
        raise PostroomError("A new theme is written by itself.", "Choose no other theme.")
    single = edit.kind not in {ThemeEditKind.MERGE, ThemeEditKind.WRITE}
    if single and count != 1:
        raise PostroomError("This is done to one theme at a time.", "Choose one theme.")
    return [shown[key] for key in dict.fromkeys(edit.themes)]


def change_of(
    case: CaseFile, tools: Tools, edit: ThemeEdit, asked: Sequence[StoredTheme]
) -> Change:
    """What an edit comes to, by its kind."""
    match edit.kind:
        case ThemeEditKind.RENAME:
            change = renamed(case, edit, asked[0])
        case ThemeEditKind.DESCRIBE:
            change = described(edit, asked[0])
        case ThemeEditKind.MERGE:
            change = merged(case, edit, asked)
        case ThemeEditKind.SPLIT:
            change = split(case, tools, asked[0])
        case ThemeEditKind.DROP:
            change = dropped(asked[0])
        case ThemeEditKind.WRITE:
            change = written(case, tools, edit)
        case _:  # the last kind there is: ThemeEditKind.ANSWER
            change = answered(edit, asked[0])
    return change


def free_name(case: CaseFile, wanted: str, own: Sequence[int] = ()) -> str:
    """A name without needless spacing that no other theme has.

    Raises:
        PostroomError: It is empty, too long, or taken.
    """
    name = tidy_name(wanted)
    for theme in standing(case).values():
        if theme.key not in own and plain(theme.name) == plain(name):
            raise PostroomError(
                f'There is already a theme "{theme.name}".', "Choose another name."
            )
    return name


def tidy_name(wanted: str) -> str:
    """A name without needless spacing and without signs that no reader sees.

    Raises:
        PostroomError: It is empty or too long.
    """
    name = " ".join("".join(c if c.isprintable() else " " for c in wanted).split())
    if not name:
        raise PostroomError("A theme needs a name.", "Give it one.")
    if len(name) > MOST_CHARACTERS:
        raise PostroomError(
            f"This name has {len(name)} characters; {MOST_CHARACTERS} is the most.",
            "Choose a shorter one and describe the theme in its description.",
        )
    return name


def group_of(theme: StoredTheme) -> str:
    """The name of a theme's upper-level theme; its own where it stands alone."""
    return theme.upper or theme.name


def renamed(case: CaseFile, edit: ThemeEdit, theme: StoredTheme) -> Change:
    """A theme, or all themes of its group, with another name."""
    if edit.group:
        name, before = tidy_name(edit.name), group_of(theme)
        inside = [one for one in standing(case).values() if group_of(one) == before]
        return Change(
            sentence=f'renamed the group "{before}" to "{name}".',
            changed=[replace(one, upper=name, touched=True) for one in inside],
        )
    name = free_name(case, edit.name, [theme.key])
    return Change(
        sentence=f'renamed the theme "{theme.name}" to "{name}".',
        changed=[replace(theme, name=name, named_by="person", touched=True)],
    )


def described(edit: ThemeEdit, theme: StoredTheme) -> Change:
    """A theme with another description."""
    description = " ".join(edit.description.split())
    return Change(
        sentence=f'described the theme "{theme.name}" anew.',
        changed=[replace(theme, description=description, described=True, touched=True)],
    )


def answered(edit: ThemeEdit, theme: StoredTheme) -> Change:
    """A theme with the office's answer, or without one again."""
    answer = edit.answer.strip()
    did = "wrote an answer for" if answer else "took away the answer for"
    return Change(
        sentence=f'{did} the theme "{theme.name}".',
        changed=[replace(theme, answer=answer, touched=True)],
    )


def dropped(theme: StoredTheme) -> Change:
    """A theme that is shown no more; its items are unthemed."""
    return Change(
        sentence=f'dropped the theme "{theme.name}".',
        changed=[replace(theme, state=ThemeState.DROPPED, touched=True)],
    )


def merged(case: CaseFile, edit: ThemeEdit, asked: Sequence[StoredTheme]) -> Change:
    """Several themes as one, which has the key of the first."""
    first, *others = asked
    wanted = edit.name or first.name
    name = free_name(case, wanted, [theme.key for theme in asked])
    quoted = ", ".join(f'"{theme.name}"' for theme in asked)
    whole = replace(
        first,
        name=name,
        named_by="person" if name != first.name else first.named_by,
        description=first.description or first_of(one.description for one in others),
        question=first.question or first_of(one.question for one in others),
        answer=first.answer or first_of(one.answer for one in others),
        terms=in_turn([theme.terms for theme in asked])[:MOST_TERMS],
        examples=in_turn([theme.examples for theme in asked])[:MOST_EXAMPLES],
        samples=in_turn([theme.samples for theme in asked])
        if first.origin is not ThemeOrigin.SCHEME
        else first.samples,
        stability=None,
        touched=True,
    )
    rest = [
        replace(theme, state=ThemeState.MERGED, merged_into=first.key, touched=True)
        for theme in others
    ]
    return Change(
        sentence=f'merged the themes {quoted} into "{name}".', changed=[whole, *rest]
    )


def first_of(texts: Iterator[str]) -> str:
    """The first that is not empty; empty where all are."""
    return next((text for text in texts if text), "")


def in_turn(several: Sequence[Sequence[Entry]]) -> tuple[Entry, ...]:
    """The first of each, then the second of each, and so on; each once."""
    turns = zip_longest(*several)
    return tuple(dict.fromkeys(one for turn in turns for one in turn if one is not None))


def split(case: CaseFile, tools: Tools, theme: StoredTheme) -> Change:
    """A theme in parts, each with a name of its own, in a group of the theme's name."""
    with closing(tools.open_embedder()) as embedder:
        texts = gather_texts(case, embedder)
        numbers = texts.numbers
        items = [
            (item, numbers[text_hash])
            for item, text_hash in store.theme_items(case, theme.key)
            if text_hash in numbers
        ]
        inside = sorted({number for _, number in items})
        own = texts.at(inside)
        labels = halves(own.vectors)
        if labels is None:
            raise PostroomError(
                f'The theme "{theme.name}" does not fall apart: its texts all say much the '
                "same.",
                "Write a theme of your own, and assign the items anew.",
            )
        made = named_parts(case, embedder, theme, (own, labels))
    place = {number: at for at, number in enumerate(inside)}
    goes = []
    for item, number in items:
        vector = texts.vectors[number]
        part = made[int(labels[place[number]])]
        _, near = dealt([part], vector)
        goes.append(Membership(item=item, theme=part.key, strength=near))
    quoted = ", ".join(f'"{part.name}"' for part in made)
    return Change(
        sentence=f'split the theme "{theme.name}" into {quoted}.',
        changed=[replace(theme, state=ThemeState.SPLIT, touched=True)],
        made=made,
        dealt=goes,
    )


def named_parts(
    case: CaseFile,
    embedder: Embedder,
    theme: StoredTheme,
    parts: tuple[DistinctTexts, np.ndarray],
) -> list[StoredTheme]:
    """The parts of a theme as themes."""
    own, labels = parts
    count = int(labels.max()) + 1
    centres = middles(own.vectors, labels)
    near = np.einsum("ij,ij->i", own.vectors, centres[labels], dtype=np.float64)
    grouped = Grouped(theme=labels, group=np.arange(count), centrality=near)
    others = [one.name for one in standing(case).values() if one.key != theme.key]
    names = name_themes(embedder, own, grouped, [*others, theme.name]).names
    key = store.next_theme_key(case)
    return [
        StoredTheme(
            key=key + number,
            name=named.name,
            upper=group_of(theme),
            description=named.description,
            terms=named.terms,
            examples=spans_of(case, own, named.examples),
            named_by="model" if named.by_model else "rows",
            question=named.question,
            centre=centres[number],
            part_of=theme.key,
            touched=True,
        )
        for number, named in enumerate(names.themes)
    ]


def written(case: CaseFile, tools: Tools, edit: ThemeEdit) -> Change:
    """A theme of a person's own; it has no items until they are assigned."""
    name = free_name(case, edit.name)
    description = " ".join(edit.description.split())
    samples = tuple(text.strip() for text in edit.examples if text.strip())
    with closing(tools.open_embedder()) as embedder:
        vectors = embed_plain(embedder, [description or name, *samples])
    readable = vectors[np.isfinite(vectors).all(axis=1)]
    if not len(readable):
        raise PostroomError(
            "The model that compares meanings cannot read this description.",
            "Describe the theme in other words.",
        )
    middle = readable.mean(axis=0)
    theme = StoredTheme(
        key=store.next_theme_key(case),
        name=name,
        description=description,
        described=bool(description),
        samples=samples,
        origin=ThemeOrigin.WRITTEN,
        named_by="person",
        centre=middle / max(float(np.linalg.norm(middle)), 1e-12),
        touched=True,
    )
    return Change(sentence=f'wrote the theme "{name}".', changed=(), made=[theme])
