"""The words of the page of review."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desktop.language import told
from app.desktop.words import number, percent, plain_line
from app.records import Evidence, LookAlike, ReviewReasons, Verdict

__all__ = [
    "alike_words",
    "done_words",
    "evidence_words",
    "guess_words",
    "key_words",
    "learned_words",
    "model_words",
    "more_like_words",
    "needs_words",
    "pace_words",
    "runner_up_words",
]

_LONGEST_QUOTE = 400


def _say(text: str) -> str:
    return QCoreApplication.translate("Review", text)


def done_words(done: int, total: int) -> str:
    """How many are done of how many."""
    said = _say("{done} of {total} done")
    return said.format(done=number(done), total=number(total))


def pace_words(per_minute: float | None, seconds: float | None) -> str:
    """The pace of this sitting and how long the rest takes, as coarsely as it is true."""
    if per_minute is None or seconds is None:
        return ""
    pace = _say("about {count} a minute").format(count=number(max(round(per_minute), 1)))
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{pace}, " + _say("a minute or two for the rest")
    if minutes < 90:
        rest = _say("about {count} minutes for the rest").format(count=number(minutes))
    else:
        hours = number(round(minutes / 60))
        rest = _say("about {count} hours for the rest").format(count=hours)
    return f"{pace}, {rest}"


def more_like_words(count: int) -> str:
    """How many look-alikes there are."""
    if count == 1:
        return _say("1 more like this")
    return _say("{count} more like this").format(count=number(count))


def alike_words(one: LookAlike) -> str:
    """How an item is like the other one."""
    if one.same:
        return _say("Same text")
    return _say("{percent} alike").format(percent=percent(min(one.alike, 0.99)))


def evidence_words(evidence: Evidence | None) -> str:
    """The words that speak most for the guess."""
    if evidence is None or not evidence.quote.strip():
        return _say("No words of it stand out.")
    quote = " ".join(evidence.quote.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE].rstrip() + " \u2026"
    return f"\u201c{quote}\u201d"


def guess_words(verdict: Verdict, reasons: ReviewReasons) -> str:
    """How likely the guess is, and how far that can be trusted."""
    if verdict.probability is None:
        return _say("There is no probability for it.")
    share = percent(verdict.probability)
    if verdict.calibrated:
        times = number(round(verdict.probability * 100))
        said = _say("{percent}: of 100 items like it, about {times} are right.")
        words = said.format(percent=share, times=times)
        if reasons.sure_at is not None:
            limit = _say("From {percent} on Postroom decides alone.")
            words += " " + limit.format(percent=percent(reasons.sure_at))
        return words
    said = _say("{percent}, not yet calibrated: it has not been held against labels of "
                "this office, and mostly says too little.")  # fmt: skip
    return said.format(percent=share)


def runner_up_words(verdict: Verdict, share: float | None) -> str:
    """What came second."""
    if not verdict.runner_up:
        return _say("None")
    if share is None:
        return verdict.runner_up
    return f"{verdict.runner_up}, {percent(share)}"


def learned_words(reasons: ReviewReasons) -> str:
    """What the guess was learned from."""
    if not reasons.labels:
        return _say("Nothing yet: only the names and descriptions of the categories.")
    labels = _say("{count} labels").format(count=number(reasons.labels))
    if reasons.labels == 1:
        labels = _say("1 label")
    if not reasons.examples:
        return _say("From {labels}; none of them is much like this.").format(labels=labels)
    lines = [_say("From {labels}. Most like this:").format(labels=labels)]
    lines += [
        f"\u201c{_short(one.text)}\u201d \u2192 {one.category}" for one in reasons.examples
    ]
    return "\n".join(lines)


def _short(text: str) -> str:
    line = plain_line(text)
    return line if len(line) <= 90 else line[:90].rstrip() + " \u2026"


def needs_words(verdict: Verdict) -> str:
    """Why a person is asked, in plain words."""
    known = {
        "no text": _say("There are no words to decide by. Look at the page itself."),
        "language": _say("The model was not made for this language, so it does not decide "
                         "in it alone until enough labels in it came out right."),
        "poorly read": _say("The scan was hard to read. Look at the page itself."),
        "orders": _say("A sentence of it tries to give orders to a computer. That sentence "
                       "was left out, and a person should see the rest."),
        "fits no category": _say("It is unlike everything that was labelled, and may fit "
                                 "no category."),
        "too short": _say("It is too short to be sure."),
        "unsure": _say("No category is likely enough to be taken without a person."),
        "taken back": _say("A decision on it was taken back."),
    }  # fmt: skip
    return known.get(verdict.reason_code) or told(verdict.reason)


def model_words(verdict: Verdict) -> str:
    """Whether a language model had a say."""
    if verdict.read_by_model:
        return _say("A language model on this computer read it and had a say.")
    return _say("No language model had a say.")


def key_words() -> tuple[tuple[str, str], ...]:
    """Every key of the page, and what it does."""
    return (
        (_say("Return or Space"), _say("Take the guess")),
        ("1 \u2013 9", _say("Take the category with this number")),
        (_say("Any letter"), _say("Find a category; Return takes the marked one")),
        ("0", _say("Skip: the item comes back at the end")),
        ("\u2192  \u2190", _say("Next item, previous item")),
        ("\u2191  \u2193", _say("Scroll; Page Up and Page Down too")),
        (_say("Ctrl+Z or Backspace"), _say("Undo, as often as you like")),
        ("F2", _say("Why? What speaks for the guess")),
        ("F3", _say("Look-alikes: decide on several together")),
        ("F4", _say("Write a note on the item")),
        ("F6", _say("Text, page or row")),
        ("Ctrl+P", _say("Keep the item private, or no longer")),
        ("Esc", _say("Back to the item")),
        (_say("F1 or ?"), _say("These keys")),
    )
