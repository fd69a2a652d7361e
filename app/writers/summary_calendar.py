"""The dates of summaries as a calendar file (RFC 5545)."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.records.errors import PostroomError
from app.records.summaries import Fact, Summary
from app.records.summary_lines import (
    PRIVATE,
    clipped,
    is_private,
    page_words,
    quote_line,
    shown_value,
    title_of,
)
from app.writers.cells import ILLEGAL

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["write_calendar", "zone_of"]

TITLE_SHOWN = 120
TEXT_SHOWN = 2000
BEGINNING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# Places by the names that notices use. "EST" in July is meant as the clock of the place, so
# standard and daylight names lead to the same place. Names that mean several places (IST,
# local time) are left out.
PLACES = {
    "America/New_York": "et est edt eastern washington dc",
    "America/Chicago": "ct cst cdt central",
    "America/Denver": "mt mst mdt mountain",
    "America/Los_Angeles": "pt pst pdt pacific",
    "America/Anchorage": "akt akst akdt alaska alaskan",
    "Pacific/Honolulu": "ht hst hawaii hawaiian aleutian hast",
    "America/Puerto_Rico": "ast atlantic",
    "America/Halifax": "adt",
    "Pacific/Guam": "chst chamorro",
    "Pacific/Pago_Pago": "sst samoa",
    "Europe/London": "uk bst london british",
    "Europe/Brussels": "cet cest brussels",
    "UTC": "utc gmt z zulu universal",
}
ZONES = {name: place for place, names in PLACES.items() for name in names.split()}
# Words that say no more than that it is a zone.
IDLE = {
    "time",
    "zone",
    "standard",
    "daylight",
    "us",
    "u",
    "s",
    "the",
    "prevailing",
    "d",
    "c",
}
OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\u2212-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
IANA = re.compile(r"[A-Z][A-Za-z]{1,20}/[A-Za-z_/+-]{1,40}")


def write_calendar(path: Path, summaries: Sequence[Summary]) -> None:
    """Write an event for every date that the summaries state.

    The same summaries give the same bytes, and an event keeps its identity as long as its
    document and its date stay the same, so that reading the file in twice adds none.

    Raises:
        PostroomError: There is no date.
    """
    from icalendar import Calendar  # noqa: PLC0415 - slow, rarely needed

    calendar = Calendar()
    calendar.add("prodid", "-//Postroom//Summaries//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    events = dict(found for summary in summaries for found in events_of(summary))
    if not events:
        raise PostroomError(
            "There is no date to write to a calendar: no fact of these documents is one.",
            "A date that a person enters counts where it can be read as one, like March 3,"
            " 2027 or 2027-01-15 17:00. The other files have all facts.",
        )
    for event in events.values():
        calendar.add_component(event)
    path.write_bytes(calendar.to_ical())


def events_of(summary: Summary) -> Iterator[tuple[str, Event]]:
    """Every date of a summary: its identity and its event."""
    for fact in summary.facts:
        begins = start_of(fact)
        if begins is not None and shown_value(fact):
            uid = identity(summary, fact)
            yield uid, event_of(summary, fact, begins, uid)


def start_of(fact: Fact) -> datetime.date | datetime.datetime | None:
    """The day, or the moment in UTC, or without a zone where that is not known."""
    try:
        if "T" not in fact.when:
            return datetime.date.fromisoformat(fact.when)
        moment = datetime.datetime.fromisoformat(fact.when)
    except ValueError:
        return None
    zone = moment.tzinfo or zone_of(fact.zone)
    if zone is None:
        return moment
    # In UTC no program needs a table of the zone's rules, which it may read otherwise. Of
    # an hour that a clock shows twice it is the first.
    try:
        return moment.replace(tzinfo=zone).astimezone(datetime.UTC)
    except OverflowError:
        return moment.replace(tzinfo=None)  # at the ends of the calendar


def zone_of(stated: str) -> datetime.tzinfo | None:
    """The zone that a document means; None where that cannot be told.

    Gives a place of the time zone database, or a fixed distance from UTC.
    """
    text = stated.strip()[:80]
    if IANA.fullmatch(text):
        return place_of(text)
    offset = OFFSET.fullmatch(text)
    if offset:
        sign, hours, minutes = offset.groups()
        distance = datetime.timedelta(hours=int(hours), minutes=int(minutes or 0))
        if distance >= datetime.timedelta(hours=15):
            return None
        return datetime.timezone(distance if sign == "+" else -distance)
    words = re.findall(r"[a-z]+", text.casefold().replace("d.c.", "dc"))
    if "european" in words:
        return place_of("Europe/Brussels")
    places = {ZONES.get(word) for word in words if word not in IDLE}
    place = places.pop() if len(places) == 1 else None
    return place_of(place) if place else None


def place_of(name: str) -> datetime.tzinfo | None:
    """A place of the time zone database; None where it has none of that name."""
    try:
        return datetime.UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def identity(summary: Summary, fact: Fact) -> str:
    """What tells an event from all others, as long as document and date are the same."""
    parts = (summary.about.sha256 or summary.name, fact.key, fact.when, fact.label)
    text = "\x1f".join(parts).encode("utf-8", errors="replace")
    return f"{hashlib.sha256(text).hexdigest()[:32]}@postroom"


def event_of(
    summary: Summary, fact: Fact, begins: datetime.date | datetime.datetime, uid: str
) -> Event:
    """A date as an event: at its time, or on the whole day."""
    from icalendar import Event  # noqa: PLC0415 - see above

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp(summary.about.made))
    event.add("dtstart", begins)
    title = clipped(clean(title_of(summary)), TITLE_SHOWN)
    event.add("summary", f"{name_of(fact)}: {title}")
    floats = isinstance(begins, datetime.datetime) and begins.tzinfo is None
    event.add("description", "\n".join(description(summary, fact, floats=floats)))
    event.add("categories", [clean(fact.name)])
    event.add("status", "TENTATIVE" if fact.conflict else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if is_private(summary):
        event.add("class", "PRIVATE")
    return event


def name_of(fact: Fact) -> str:
    """What a date is called: ``Application deadline``."""
    label = clean(fact.label)
    if not label:
        return clean(fact.name)
    is_deadline = "deadline" in fact.name.casefold()
    return (
        f"{label} deadline" if is_deadline and "deadline" not in label.casefold() else label
    )


def description(summary: Summary, fact: Fact, *, floats: bool) -> Iterator[str]:
    """What a person should know of a date."""
    yield f"{clean(fact.name)}: {clipped(clean(shown_value(fact)), TEXT_SHOWN)}"
    if is_private(summary):
        yield PRIVATE
    if fact.zone:
        yield f"Time zone as stated: {clean(fact.zone)}"
    if floats:
        yield (
            "The time zone is not stated, or Postroom does not know it: the time stands as"
            " it is in the document. Check it there."
        )
    if fact.conflict:
        yield "The document contradicts itself on this date. Check it there."
    if fact.corrected is not None:
        yield "Entered by a person."
    if fact.source is not None:
        quote = clipped(clean(quote_line(fact.source.quote)), TEXT_SHOWN)
        yield f'"{quote}"'
        place = page_words(fact.source.page, fact.source.label)
        yield clean(f"{summary.name}, {place}")
    else:
        yield clean(summary.name)


def clean(text: str) -> str:
    """A text on one line without what a calendar cannot hold."""
    return " ".join(ILLEGAL.sub("\ufffd", text).split())


def stamp(made: str) -> datetime.datetime:
    """When the summary was made, in UTC."""
    try:
        moment = datetime.datetime.fromisoformat(made)
    except ValueError:
        return BEGINNING
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC).replace(microsecond=0)
