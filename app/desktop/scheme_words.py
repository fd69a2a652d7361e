"""Problems, hints and changes of categories in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desktop.words import number, percent
from app.records import (
    CategoryCount,
    DraftProblem,
    HintKind,
    ItemMove,
    ProblemKind,
    SchemeDraft,
    SchemeHint,
    SchemePreview,
)

__all__ = [
    "count_words",
    "hint_words",
    "items_words",
    "labels_words",
    "move_words",
    "preview_words",
    "problem_words",
    "stays_words",
]


def _say(text: str) -> str:
    return QCoreApplication.translate("Categories", text)


def problem_words(problem: DraftProblem, draft: SchemeDraft) -> str:
    """A problem in the words that ``postroom schemes check`` has for it."""
    of_scheme = problem.key == 0
    name = next((" ".join(one.name.split()) for one in draft.categories
                 if one.key == problem.key), draft.name)  # fmt: skip
    words = {
        ProblemKind.EMPTY_NAME: _say("The name of the scheme is empty.")
        if of_scheme
        else _say("The name of this category is empty."),
        ProblemKind.LONG_NAME: _say("The name of the scheme is longer than 100 characters.")
        if of_scheme
        else _say("The name of this category is longer than 100 characters."),
        ProblemKind.UNPRINTABLE: _say(
            "The name of the scheme has a character without a shape."
        )
        if of_scheme
        else _say("The name of this category has a character without a shape."),
        ProblemKind.TWO_ALIKE: _say(
            "The category \u201c{name}\u201d is there already. Choose another name."
        ).format(name=name),
        ProblemKind.NAME_TAKEN: _say(
            "There is a scheme of this name already. Choose another name."
        ),
        ProblemKind.TOO_FEW: _say(
            "A scheme has 2 to 500 categories, this one has {count}."
        ).format(count=number(len(draft.categories))),
        ProblemKind.TOO_MANY: _say(
            "A scheme has 2 to 500 categories, this one has {count}."
        ).format(count=number(len(draft.categories))),
    }
    return words[problem.kind]


def hint_words(hint: SchemeHint) -> str:
    """A hint in one sentence, with what to do."""
    said = {
        HintKind.ALIKE: _say(
            "\u201c{one}\u201d and \u201c{two}\u201d mean nearly the same: say in each "
            "what sets it apart, or make them one."
        ),
        HintKind.SPLIT: _say(
            "{items} lie almost evenly between \u201c{one}\u201d and \u201c{two}\u201d: "
            "add an example to each, or make them one."
        ),
        HintKind.ATTRACTS_MUCH: _say(
            "\u201c{one}\u201d takes {items} ({share}) and is unsure of them: say more "
            "narrowly what belongs in it, or add the category that is missing."
        ),
        HintKind.ATTRACTS_NOTHING: _say(
            "Nothing goes to \u201c{one}\u201d: describe it in the words that people use, "
            "add an example, or remove it."
        ),
        HintKind.SHORT: _say(
            "\u201c{one}\u201d says little: one sentence on what belongs in it, or an "
            "example, sorts better."
        ),
    }[hint.kind]
    return said.format(
        one=hint.category,
        two=hint.other,
        items=items_words(hint.items),
        share=percent(hint.share),
    )


def items_words(count: int) -> str:
    """So many items."""
    if count == 1:
        return _say("1 item")
    return _say("{count} items").format(count=number(count))


def labels_words(count: int) -> str:
    """So many corrections."""
    if count == 1:
        return _say("1 corrected text")
    return _say("{count} corrected texts").format(count=number(count))


def preview_words(found: SchemePreview) -> str:
    """How much would change."""
    if not found.moved:
        return _say("Nothing would move: all {items} stay where they are.").format(
            items=items_words(found.items)
        )
    if found.moved == 1:
        return _say("1 of {items} would move.").format(items=items_words(found.items))
    return _say("{moved} of {items} would move.").format(
        moved=number(found.moved), items=items_words(found.items)
    )


def stays_words(found: SchemePreview) -> str:
    """What a reader of the changes should know; empty mostly."""
    said = []
    if found.by_person == 1:
        said.append(_say("1 item that a person has decided stays."))
    elif found.by_person:
        said.append(
            _say("{count} items that people have decided stay.").format(
                count=number(found.by_person)
            )
        )
    if found.unheard:
        said.append(
            _say("The language model is not asked here: sorting again may move a few more.")
        )
    if found.rough:
        said.append(
            _say(
                "This is a quick look: \u201cSee what would change\u201d learns anew from "
                "what people have decided, which may move a few more or less."
            )
        )
    return " ".join(said)


def move_words(move: ItemMove) -> str:
    """From where to where, for screen readers."""
    return _say("From {before} to {after}: {text}").format(
        before=move.before or "", after=move.after or "", text=move.text
    )


def count_words(count: CategoryCount) -> tuple[str, str, str]:
    """A category, how many items it has and would have."""
    name = count.name
    before = "\u2013" if count.before is None else number(count.before)
    after = "\u2013" if count.after is None else number(count.after)
    return name, before, after
