"""Summaries with the shape of real ones: a grant notice, its older version, a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.records import (
    Answer,
    Fact,
    FactTable,
    LedgerPage,
    PagePicture,
    PageQuotation,
    PartState,
    Phase,
    PostroomError,
    SentenceKind,
    Step,
    SummarizedDocument,
    Summary,
    SummaryAbout,
    SummaryLength,
    SummarySection,
    SummarySentence,
    SummarySettings,
    VersionChange,
    VersionChangeKind,
    VersionChanges,
)
from app.records.summary_lines import fact_table_of

NOTICE, OLDER, LETTER, BROKEN = 1, 2, 3, 4
NAMES = {
    NOTICE: "Rural water grants 2026 amended.pdf",
    OLDER: "Rural water grants 2026.pdf",
    LETTER: "letter of the county board.docx",
    BROKEN: "torn attachment.pdf",
}
PAGES = {NOTICE: 64, OLDER: 62, LETTER: 1, BROKEN: 0}
KINDS = {NOTICE: "pdf", OLDER: "pdf", LETTER: "letter", BROKEN: "pdf"}
PURPOSES = (
    ("grant", "Grant notice"),
    ("report", "Report"),
    ("letter", "Letter"),
    ("permit", "Permit of our office"),
)
LENGTHS = (
    SummaryLength(key="short", name="Short", words=120),
    SummaryLength(key="page", name="A page", words=350),
    SummaryLength(key="long", name="Long", words=1000),
)


def quotation(text: str, page: int, start: int = 120) -> PageQuotation:
    """Words of a page whose printed number is four less; the first four are roman."""
    label = ("i", "ii", "iii", "iv")[page - 1] if page < 5 else str(page - 4)
    return PageQuotation(
        quote=text, page=page, label=label, start=start, end=start + len(text)
    )


def _sentence(
    text: str, page: int, why: str = "", said: str = "", more: str = ""
) -> SummarySentence:
    source = quotation(text, page)
    others = (quotation(more, page + 1),) if more else ()
    return SummarySentence(
        text=said or " ".join(text.split()),
        kind=SentenceKind.REWORDED if said else SentenceKind.QUOTED,
        source=source,
        sources=(source, *others),
        why=why,
    )


SECTIONS = (
    SummarySection(
        heading="Summary of the funding opportunity",
        level=1,
        page=5,
        label="1",
        sentences=(
            _sentence(
                "The Rural Water Office announces the availability of funds for the\n"
                "planning and building of drinking water systems in towns of fewer than\n"
                "10,000 people.",
                5,
                "It says what the document is about, near its beginning.",
            ),
            _sentence(
                "An estimated total of $24,000,000 is available for this program, and the\n"
                "Office expects to make about 30 awards.",
                6,
                "It carries two amounts that no other sentence has.",
                "About 30 awards will be made out of an estimated $24,000,000.",
                "The Office expects to make about 30 awards.",
            ),
        ),
    ),
    SummarySection(
        heading="Who may apply",
        level=2,
        page=11,
        label="7",
        sentences=(
            _sentence(
                "Eligible applicants are local governments, public water districts, and\n"
                "federally recognized Tribes.",
                11,
                "Closest to what its section is about.",
            ),
            _sentence(
                "For-profit organizations and individuals are not eligible.",
                12,
                "It limits what another chosen sentence says.",
            ),
        ),
    ),
    SummarySection(
        heading="Deadlines",
        level=2,
        page=19,
        label="15",
        sentences=(
            _sentence(
                "Applications must be submitted through the portal by 11:59 p.m. Eastern\n"
                "Time on January 15, 2026.",
                19,
                "It carries a deadline.",
            ),
        ),
    ),
    SummarySection(
        heading="How applications are reviewed",
        level=1,
        page=33,
        label="29",
        sentences=(
            _sentence(
                "Reviewers score each application against five criteria, with a maximum\n"
                "of 100 points.",
                33,
                "Closest to what its section is about.",
            ),
        ),
    ),
)
OUTLINE = tuple(
    SummarySection(heading=heading, level=level, page=page, label=str(page - 4))
    for heading, level, page in (
        ("Summary of the funding opportunity", 1, 5),
        ("Purpose", 2, 5),
        ("Funding", 2, 6),
        ("Eligibility", 1, 11),
        ("Who may apply", 2, 11),
        ("Cost sharing or matching", 2, 13),
        ("Application and submission", 1, 16),
        ("Content and form of the application", 2, 17),
        ("Deadlines", 2, 19),
        ("Registrations that take time", 3, 21),
        ("How applications are reviewed", 1, 33),
        ("Criteria and their weights", 2, 34),
        ("Award administration", 1, 47),
        ("Contacts", 1, 60),
    )
)


def _fact(key: str, name: str, value: str, page: int, quote: str = "") -> Fact:
    return Fact(key=key, name=name, value=value, source=quotation(quote or value, page))


_APPLICATION = replace(
    _fact(
        "deadline",
        "Deadlines",
        "January 15, 2026, 11:59 p.m. Eastern Time",
        19,
        "by 11:59 p.m. Eastern\nTime on January 15, 2026",
    ),
    label="Application",
    when="2026-01-15T23:59",
    zone="Eastern Time",
    conflict=True,
    why="Stands beside \u201cmust be submitted\u201d.",
)
_OTHER_DATE = replace(
    _fact("deadline", "Deadlines", "January 22, 2026", 2),
    label="Application",
    when="2026-01-22",
    conflict=True,
    why="Stands in the table of key dates.",
)
_INTENT = replace(
    _fact("deadline", "Deadlines", "November 14, 2025", 2),
    label="Letter of intent",
    when="2025-11-14",
)
FACTS = (
    replace(
        _fact("number", "Opportunity number", "RWO-26-004", 1), why="Named on the cover."
    ),
    _fact("title", "Opportunity title", "Rural Drinking Water Systems Grants", 1),
    _fact("agency", "Agency", "Rural Water Office", 1),
    *(_APPLICATION, _OTHER_DATE, _INTENT),
    _fact(
        "eligible",
        "Who may apply",
        "Eligible applicants are local governments, public water districts, and federally "
        "recognized Tribes.",
        11,
    ),
    replace(_fact("floor", "Award floor", "$100,000", 6), amount=100_000.0),
    replace(_fact("ceiling", "Award ceiling", "$800,000", 6), amount=800_000.0),
    replace(_fact("awards", "Expected number of awards", "30", 6), amount=30.0),
    replace(_fact("total", "Total funding", "$24,000,000", 6), amount=24_000_000.0),
    Fact(key="match", name="Cost sharing or match"),
    _fact("period", "Period of performance", "36 months", 7),
    Fact(key="limit", name="Page limits"),
    _fact(
        "criteria",
        "Review criteria",
        "Need (30 points); Approach (25 points); Capacity (20 points); Budget (15 points); "
        "Sustainability (10 points)",
        34,
    ),
    _fact("contact", "Contacts", "Dana Whitfield, grants@rwo.example, 555-0142", 60),
    _fact("registration", "Registrations needed", "SAM.gov and the application portal", 21),
)
OLD_FACTS = tuple(
    replace(fact, value="$750,000", source=quotation("$750,000", 6), amount=750_000.0)
    if fact.key == "ceiling"
    else replace(fact, conflict=False)
    for fact in FACTS
    if fact.value != "January 22, 2026"
)
LETTER_TEXT = (
    "Dear colleagues,\n\nthe county board asks you to send the list of wells that were "
    "closed in 2025.\nPlease answer by 30 November 2025 and name our reference WB-1182.\n"
)
ASKED_FOR = "send the list of wells that were closed in 2025"
ANSWERS = {
    "match": (
        quotation("No cost sharing or matching is required for this program.", 13),
        quotation("Voluntary cost sharing is not considered in the review.", 14),
    )
}


def ledger(pages: int) -> tuple[LedgerPage, ...]:
    """All read but three scanned pages, an empty one and a failed one near the end."""
    made = []
    for page in range(1, pages + 1):
        label = ("i", "ii", "iii", "iv")[page - 1] if page < 5 else str(page - 4)
        state, reason, sure = PartState.READ, "", None
        if page in (50, 51, 52):
            state, sure = PartState.RECOGNIZED, 0.99 - page / 400
        elif page == 53:
            state = PartState.EMPTY
        elif page == 54:
            state, reason = PartState.FAILED, "The page is damaged."
        made.append(
            LedgerPage(page=page, label=label, state=state, reason=reason, confidence=sure)
        )
    return tuple(made)


def whole(document: int) -> Summary:
    """The finished summary of a document."""
    if document == LETTER:
        start = LETTER_TEXT.index(ASKED_FOR)
        source = PageQuotation(
            quote=ASKED_FOR, page=1, start=start, end=start + len(ASKED_FOR)
        )
        said = SummarySentence(text=ASKED_FOR, kind=SentenceKind.QUOTED, source=source)
        return Summary(
            document=LETTER,
            name=NAMES[LETTER],
            pages=1,
            ledger=(LedgerPage(page=1, state=PartState.READ),),
            sections=(SummarySection(heading="", level=0, page=1, sentences=(said,)),),
            facts=(Fact(key="asked", name="Asked for", value=ASKED_FOR, source=source),),
            about=SummaryAbout(purpose="letter", quoted=1),
        )
    return Summary(
        document=document,
        name=NAMES[document],
        title="Rural Drinking Water Systems Grants",
        pages=PAGES[document],
        ledger=ledger(PAGES[document]),
        sections=SECTIONS,
        outline=OUTLINE,
        facts=FACTS if document == NOTICE else OLD_FACTS,
        about=SummaryAbout(
            version="0.3.0",
            made="2026-11-18T09:12:00+01:00",
            purpose="grant",
            length="page",
            words=350,
            models={"minilm": "a" * 64},
            quoted=5,
            reworded=1,
            rejected=4,
            notes=("Page 54 could not be read, so nothing is said of it.",),
        ),
    )


CHANGES = (
    VersionChange(
        kind=VersionChangeKind.ADDED,
        heading="Content and form of the application",
        after=quotation("Use the form that is attached as appendix C.", 18),
    ),
    VersionChange(
        kind=VersionChangeKind.CHANGED,
        heading="Funding",
        before=quotation("No award will be larger than $750,000.", 6),
        after=quotation("No award will be larger than $800,000.", 6),
        matters=True,
        differing=((29, 37),),
    ),
    VersionChange(
        kind=VersionChangeKind.REMOVED,
        heading="Contacts",
        before=quotation("Calls are taken on weekdays.", 59),
    ),
)


@dataclass
class SummariesState:
    """What a case keeps of its summaries; shared by every workspace that opens it."""

    names: dict[int, str] = field(default_factory=lambda: dict(NAMES))
    made: dict[int, Summary] = field(default_factory=dict)
    before: dict[int, list[tuple[Summary, str]]] = field(default_factory=dict)
    settings: SummarySettings = field(default_factory=SummarySettings)
    asked: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    wanted: list[tuple[int, ...]] = field(default_factory=list)
    marks: list[tuple[int, int, tuple[int, int] | None]] = field(default_factory=list)
    exported: list[tuple[Path, tuple[int, ...], bool]] = field(default_factory=list)
    run_problem: PostroomError | None = None
    lists_problem: PostroomError | None = None
    passwords: list[tuple[str, ...]] = field(default_factory=list)
    ask_problem: PostroomError | None = None
    picture_problem: PostroomError | None = None


def summarized_state(*documents: int) -> SummariesState:
    """These documents were summarized before."""
    keys = documents or (NOTICE, OLDER, LETTER)
    return SummariesState(made={key: whole(key) for key in keys})


class ScriptedSummaries:
    def __init__(
        self, state: SummariesState, pause: Callable[[int], None], *, read_only: bool
    ) -> None:
        self._state = state
        self._pause = pause
        self._read_only = read_only

    @property
    def settings(self) -> SummarySettings:
        return self._state.settings

    def purposes(self) -> tuple[tuple[str, str], ...]:
        if self._state.lists_problem is not None:
            raise self._state.lists_problem
        return PURPOSES

    def lengths(self) -> tuple[SummaryLength, ...]:
        return LENGTHS

    def documents(self) -> tuple[SummarizedDocument, ...]:
        return tuple(self._document(key, name) for key, name in self._state.names.items())

    def _document(self, key: int, name: str) -> SummarizedDocument:
        made = self._state.made.get(key)
        state = "none" if made is None else ("whole" if made.whole else "first")
        reason = ""
        if key == BROKEN:
            state, reason = "failed", "The file ends in the middle."
        return SummarizedDocument(
            document=key,
            name=name,
            kind=KINDS.get(key, "pdf"),
            pages=PAGES.get(key, 1),
            state=state,
            reason=reason,
        )

    def summarize(
        self,
        settings: SummarySettings,
        documents: Sequence[int] = (),
        passwords: tuple[str, ...] = (),
    ) -> Iterator[Step]:
        assert not self._read_only
        self._state.passwords.append(passwords)
        if self._state.run_problem is not None:
            raise self._state.run_problem
        self._state.settings = settings
        self._state.wanted.append(tuple(documents))
        keys = [key for key in documents or self._state.names if key != BROKEN]
        for number, key in enumerate(keys):
            made = replace(whole(key), document=key, name=self._state.names[key])
            first = replace(made, sections=made.sections[:1], whole=False)
            yield self._step(Phase.READING, 2 * number, len(keys))
            self._state.made[key] = first
            yield self._step(Phase.SUMMARIZING, 2 * number + 1, len(keys))
            self._state.made[key] = made
        yield Step(phase=Phase.DONE, done=1, total=1)

    def _step(self, phase: Phase, at: int, documents: int) -> Step:
        self._pause(at)
        return Step(
            phase=phase, done=at, total=2 * documents, message="Reading", seconds_left=40.0
        )

    def summary(self, document: int) -> Summary:
        made = self._state.made.get(document)
        if made is None:
            raise PostroomError("It has not been summarized.", "Summarize it.")
        return made

    def ask(
        self, question: str, documents: Sequence[int] = ()
    ) -> tuple[tuple[int, Answer], ...]:
        assert not self._read_only
        if self._state.ask_problem is not None:
            raise self._state.ask_problem
        self._state.asked.append((question, tuple(documents)))
        answers = []
        for key in documents:
            found = (
                ()
                if key == LETTER
                else ANSWERS.get(question.rsplit(maxsplit=1)[-1].strip("?"), ())
            )
            answer = Answer(question=question, passages=found, probability=0.87)
            made = self._state.made[key]
            self._state.made[key] = replace(made, answers=(*made.answers, answer))
            answers.append((key, answer))
        return tuple(answers)

    def forget_question(self, document: int, question: str) -> None:
        made = self._state.made[document]
        left = tuple(each for each in made.answers if each.question != question)
        self._state.made[document] = replace(made, answers=left)

    def fact_table(self, documents: Sequence[int] = ()) -> FactTable:
        return fact_table_of([self._state.made[key] for key in documents])

    def changes(self, old: int, new: int) -> VersionChanges:
        before, after = (_stated(self._state.made[key], "ceiling") for key in (old, new))
        return VersionChanges(
            old=(old, self._state.names[old]),
            new=(new, self._state.names[new]),
            changes=CHANGES,
            facts=(("Award ceiling", before, after),),
            same=812,
        )

    def correct_fact(
        self,
        document: int,
        key: str,
        number: int,
        value: str,
        *,
        expected: PageQuotation | None = None,
    ) -> Summary:
        made = self._edited(document, "Corrected a fact.")
        at = [i for i, fact in enumerate(made.facts) if fact.key == key][number]
        facts = list(made.facts)
        facts[at] = replace(facts[at], corrected=value)
        self._state.made[document] = replace(made, facts=tuple(facts))
        return self._state.made[document]

    def drop_sentence(
        self,
        document: int,
        section: int,
        sentence: int,
        *,
        expected: PageQuotation | None = None,
    ) -> Summary:
        made = self._edited(document, "Left out a sentence.")
        sections = list(made.sections)
        kept = list(sections[section].sentences)
        del kept[sentence]
        sections[section] = replace(sections[section], sentences=tuple(kept))
        left = tuple(each for each in sections if each.sentences)
        told = replace(
            made.about,
            notes=(*made.about.notes, "1 sentence was taken out by a person."),
        )
        self._state.made[document] = replace(made, sections=left, about=told)
        return self._state.made[document]

    def _edited(self, document: int, said: str) -> Summary:
        assert not self._read_only
        made = self._state.made[document]
        self._state.before.setdefault(document, []).append((made, said))
        return made

    def undo(self, document: int) -> str:
        assert not self._read_only
        if not self._state.before.get(document):
            return ""
        made, said = self._state.before[document].pop()
        self._state.made[document] = made
        return said

    def export(
        self,
        path: Path,
        documents: Sequence[int] = (),
        changes: VersionChanges | None = None,
    ) -> Iterator[Step]:
        yield Step(phase=Phase.WRITING, done=0, total=1)
        path.write_text("summary", encoding="utf-8")
        self._state.exported.append((path, tuple(documents), changes is not None))
        yield Step(phase=Phase.DONE, done=1, total=1)

    def page(
        self,
        document: int,
        page: int,
        width: int,
        mark: tuple[int, int] | None = None,
        passwords: tuple[str, ...] = (),
    ) -> PagePicture:
        del passwords
        if self._state.picture_problem is not None:
            raise self._state.picture_problem
        self._state.marks.append((document, page, mark))
        height = width * 13 // 10
        white = b"\xff\xff\xff\xff"
        line = white * width
        edge = width // 8
        ink = white * edge + b"\x60\x60\x60\xff" * (width - 2 * edge) + white * edge
        lines = [ink if y > 60 and y % 24 < 4 else line for y in range(height)]
        marks = ((float(edge), 300.0, width * 0.7, 26.0),) if mark else ()
        return PagePicture(width=width, height=height, pixels=b"".join(lines), marks=marks)


def _stated(summary: Summary, key: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in summary.facts if fact.key == key and fact.stated)
