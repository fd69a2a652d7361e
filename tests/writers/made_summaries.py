"""Summaries of two invented notices and a report, as the workflow would hand them over."""

from __future__ import annotations

from dataclasses import replace

from app.records import (
    Answer,
    Fact,
    LedgerPage,
    PageQuotation,
    PartState,
    SentenceKind,
    Summary,
    SummaryAbout,
    SummarySection,
    SummarySentence,
    VersionChange,
    VersionChangeKind,
    VersionChanges,
)


def quotation(quote: str, page: int, label: str = "", start: int = 40) -> PageQuotation:
    return PageQuotation(
        quote=quote, page=page, label=label, start=start, end=start + len(quote)
    )


def quoted(quote: str, page: int, label: str = "", why: str = "") -> SummarySentence:
    source = quotation(quote, page, label)
    return SummarySentence(
        text=" ".join(quote.replace("-\n", "").split()),
        kind=SentenceKind.QUOTED,
        source=source,
        sources=(source,),
        why=why,
    )


WELLS = "Private wells serve about 1,200 homes in the\nvalley, and no one tests them."
MATCH = "Applicants must provide a match of at least 20 percent of the total project cost."
LATE = (
    "Late applications are not accepted unless the state water office declares an emer-\n"
    "gency."
)
REWORDED = SummarySentence(
    text="The program pays for testing and treatment of private wells in rural counties.",
    kind=SentenceKind.REWORDED,
    source=quotation("The program pays for testing of private wells.", 3, "1"),
    sources=(
        quotation("The program pays for testing of private wells.", 3, "1"),
        quotation("Treatment in rural counties is paid for, too.", 4, "2", 900),
    ),
    why="It says what the document is for.",
)
DEADLINE = Fact(
    key="deadline",
    name="Deadlines",
    label="Application",
    value="January 15, 2027 at 11:59 p.m. ET",
    source=quotation("Applications are due January 15, 2027 at 11:59 p.m. ET.", 2, "ii"),
    when="2027-01-15T23:59",
    zone="ET",
    conflict=True,
    why="It stands beside the words “due” and “application”.",
)
OTHER_DEADLINE = replace(
    DEADLINE,
    value="January 22, 2027",
    source=quotation("The application deadline is January 22, 2027.", 9, "7"),
    when="2027-01-22",
    zone="",
)
INTENT = Fact(
    key="deadline",
    name="Deadlines",
    label="Letter of intent",
    value="December 1, 2026, 5 p.m. local time of the applicant",
    source=quotation("Send a letter of intent by December 1, 2026, 5 p.m. local\ntime.", 2),
    when="2026-12-01T17:00",
    zone="local time of the applicant",
)
CEILING = Fact(
    key="ceiling",
    name="Award ceiling",
    value="$350,000",
    source=quotation("No award is larger than $350,000.", 5, "3"),
    amount=350_000.0,
)
COST_SHARING = Fact(
    key="match", name="Cost sharing", value=MATCH, source=quotation(MATCH, 6, "4")
)
CONTACT = Fact(key="contact", name="Contacts")
NUMBER = Fact(
    key="number",
    name="Opportunity number",
    value="WELL-27-OO1",
    source=quotation("Opportunity number: WELL-27-OO1", 1),
    corrected="WELL-27-001",
)
ABOUT = SummaryAbout(
    version="0.4.0",
    made="2026-11-28T09:30:15+01:00",
    purpose="grant",
    length="page",
    words=500,
    models={"all-minilm-l6-v2": "cd" * 32},
    quoted=2,
    reworded=1,
    rejected=4,
    notes=("The starter model does not reword soundly, so most sentences are quoted.",),
    sha256="ab" * 32,
)
LEDGER = (
    LedgerPage(page=1, label="", state=PartState.READ),
    LedgerPage(page=2, label="ii", state=PartState.READ),
    *(LedgerPage(page=n, label=str(n - 2), state=PartState.READ) for n in range(3, 8)),
    LedgerPage(page=8, state=PartState.EMPTY),
    LedgerPage(page=9, label="7", state=PartState.RECOGNIZED, confidence=0.84),
    LedgerPage(page=10, label="8", state=PartState.RECOGNIZED, confidence=0.97),
    LedgerPage(page=11, state=PartState.FAILED, reason="The page is damaged."),
)
NOTICE = Summary(
    document=1,
    name="notice.pdf",
    title="Safe Wells for\nRural Counties",
    pages=11,
    ledger=LEDGER,
    sections=(
        SummarySection(
            heading="",
            level=0,
            page=1,
            sentences=(quoted(WELLS, 1, why="It stands first and says what it is about."),),
        ),
        SummarySection(
            heading="1. Purpose of the Program",
            level=1,
            page=3,
            label="1",
            sentences=(REWORDED,),
        ),
        SummarySection(
            heading="2.1 Late Applications",
            level=2,
            page=9,
            label="7",
            sentences=(quoted(LATE, 9, "7"),),
        ),
    ),
    outline=(
        SummarySection(heading="1. Purpose of the Program", level=1, page=3, label="1"),
        SummarySection(heading="2. How to Apply", level=1, page=8),
        SummarySection(heading="2.1 Late Applications", level=2, page=9, label="7"),
    ),
    facts=(NUMBER, DEADLINE, OTHER_DEADLINE, INTENT, CEILING, COST_SHARING, CONTACT),
    answers=(
        Answer(
            question="Do we need a match?",
            passages=(quotation(MATCH, 6, "4"), quotation("See also page 9.", 8)),
            probability=0.914,
        ),
        Answer(question="Is there parking?", probability=0.03),
    ),
    about=ABOUT,
)
OLDER = replace(
    NOTICE,
    document=2,
    name="notice_2025.pdf",
    title="",
    facts=(
        replace(
            OTHER_DEADLINE,
            value="March 1, 2026",
            when="2026-03-01",
            conflict=False,
            source=quotation("The application deadline is March 1, 2026.", 8, "6"),
        ),
        replace(CEILING, value="$250,000", amount=250_000.0),
        CONTACT,
    ),
    answers=(),
    about=replace(ABOUT, sha256="ef" * 32),
)
AFTER = "No award is larger than $350,000."
CHANGES = VersionChanges(
    old=(2, "notice_2025.pdf"),
    new=(1, "notice.pdf"),
    changes=(
        VersionChange(
            kind=VersionChangeKind.CHANGED,
            heading="1. Purpose of the Program",
            before=quotation("No award is larger than $250,000.", 4),
            after=quotation(AFTER, 5, "3"),
            matters=True,
            differing=((AFTER.index("$3"), AFTER.index("$3") + 8),),
        ),
        VersionChange(
            kind=VersionChangeKind.REMOVED,
            heading="2. How to Apply",
            before=quotation("Send three paper copies.", 6),
            differing=((0, 24),),
        ),
    ),
    facts=(("Award ceiling", (OLDER.facts[1],), (CEILING,)),),
    same=212,
)
