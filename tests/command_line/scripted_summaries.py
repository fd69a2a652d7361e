"""The summaries of a case file that play a script, to be handed to the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.records import (
    Answer,
    Fact,
    LedgerPage,
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


def quotation(quote: str, page: int, label: str = "") -> PageQuotation:
    return PageQuotation(quote=quote, page=page, label=label, start=0, end=len(quote))


def sentence(quote: str, page: int, label: str = "", text: str = "") -> SummarySentence:
    source = quotation(quote, page, label)
    return SummarySentence(
        text=text or quote,
        kind=SentenceKind.REWORDED if text else SentenceKind.QUOTED,
        source=source,
        sources=(source,),
    )


DUE = Fact(
    key="deadline",
    name="Deadlines",
    label="Application",
    value="January 15, 2027",
    source=quotation("Apply by January 15, 2027.", 2, "ii"),
    when="2027-01-15",
    conflict=True,
)
CEILING = Fact(
    key="ceiling",
    name="Award ceiling",
    value="$350,000",
    source=quotation("No award is larger than $350,000.", 5),
    amount=350_000.0,
)
CONTACT = Fact(key="contact", name="Contacts")
NOTICE = Summary(
    document=1,
    name="2026.pdf",
    title="Safe [red]Wells[/red]\x1b",
    pages=4,
    ledger=(
        LedgerPage(page=1, state=PartState.READ),
        LedgerPage(page=2, label="ii", state=PartState.READ),
        LedgerPage(page=3, state=PartState.EMPTY),
        LedgerPage(page=4, state=PartState.FAILED, reason="The page is damaged."),
    ),
    sections=(
        SummarySection(
            heading="",
            level=0,
            page=1,
            sentences=(sentence("Private wells are tested.", 1),),
        ),
        SummarySection(heading="Nothing of this", level=1, page=1),
        SummarySection(
            heading="2 How to Apply",
            level=1,
            page=2,
            label="ii",
            sentences=(
                sentence("Send it by mail.", 2, "ii"),
                sentence("Send it by mail.", 2, "ii", text="It goes by mail."),
            ),
        ),
    ),
    facts=(DUE, replace(DUE, value="January 22, 2027"), CEILING, CONTACT),
    answers=(
        Answer(question="Who pays?", passages=(quotation("The state\npays.", 3),)),
        Answer(question="Is there parking?"),
    ),
    about=SummaryAbout(version="0.4.0", sha256="ab" * 32),
)
OLDER = replace(
    NOTICE,
    document=2,
    name="2025.pdf",
    title="",
    facts=(
        Fact(key="deadline", name="Deadlines"),
        replace(CEILING, value="$250,000"),
    ),
    answers=(),
)
CHANGES = VersionChanges(
    old=(2, "2025.pdf"),
    new=(1, "2026.pdf"),
    changes=(
        VersionChange(
            kind=VersionChangeKind.REMOVED,
            heading="2 How to Apply",
            before=quotation("Send three copies.", 2),
        ),
        VersionChange(
            kind=VersionChangeKind.CHANGED,
            before=quotation("No award is larger than $250,000.", 5),
            after=quotation("No award is larger than $350,000.", 5),
            matters=True,
        ),
    ),
    facts=(("Award ceiling", (OLDER.facts[1],), (CEILING,)),),
    same=212,
)


@dataclass
class ScriptedSummaries:
    """Summaries that are made as ``to_make``; what was asked of them is noted."""

    to_make: list[Summary] = field(default_factory=lambda: [NOTICE])
    settings: SummarySettings = field(default_factory=SummarySettings)
    script: Callable[[], Iterator[Step]] | None = None
    there: dict[int, Summary] = field(default_factory=dict)
    others: list[SummarizedDocument] = field(default_factory=list)
    runs: list[tuple[SummarySettings, tuple[int, ...], tuple[str, ...]]] = field(
        default_factory=list
    )
    asked: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    forgotten: list[tuple[int, str]] = field(default_factory=list)
    corrected: list[tuple[int, str, int, str]] = field(default_factory=list)
    dropped: list[tuple[int, int, int]] = field(default_factory=list)
    compared: list[tuple[int, int]] = field(default_factory=list)
    exported: list[tuple[Path, tuple[int, ...], VersionChanges | None]] = field(
        default_factory=list
    )
    taken_back: str = ""
    closed: int = 0

    def purposes(self):
        return (("grant", "Grant notice"), ("letter", "Letter"))

    def lengths(self):
        return tuple(
            SummaryLength(key=key, name=key, words=100) for key in ("short", "page", "long")
        )

    def summarize(self, settings, documents=(), passwords=()):
        self.runs.append((settings, tuple(documents), passwords))
        try:
            yield Step(phase=Phase.READING, done=1, total=1)
            for one in self.to_make:
                self.there[one.document] = replace(one, whole=False, answers=())
                yield Step(
                    phase=Phase.SUMMARIZING,
                    document=one.name,
                    message="A first look is there.",
                )
            if self.script is not None:
                yield from self.script()
            for one in self.to_make:
                self.there[one.document] = one
            self.settings = settings
            yield Step(phase=Phase.DONE)
        finally:
            self.closed += 1

    def documents(self):
        return (
            *(
                SummarizedDocument(
                    document=one.document,
                    name=one.name,
                    kind="pdf",
                    pages=one.pages,
                    state="whole" if one.whole else "first",
                )
                for one in self.there.values()
            ),
            *self.others,
        )

    def summary(self, document):
        return self.there[document]

    def ask(self, question, documents=()):
        self.asked.append((question, tuple(documents)))
        passages = () if "parking" in question else (quotation("The state pays.", 3),)
        return tuple(
            (key, Answer(question=question, passages=passages)) for key in documents
        )

    def forget_question(self, document, question):
        self.forgotten.append((document, question))

    def changes(self, old, new):
        self.compared.append((old, new))
        return CHANGES

    def correct_fact(self, document, key, number, value, *, expected=None):
        self.corrected.append((document, key, number, value))
        before = self.there[document]
        of_key = [fact for fact in before.facts if fact.key == key]
        facts = tuple(
            replace(fact, corrected=value) if fact is of_key[number] else fact
            for fact in before.facts
        )
        self.there[document] = replace(before, facts=facts)
        return self.there[document]

    def drop_sentence(self, document, section, sentence, *, expected=None):
        self.dropped.append((document, section, sentence))
        return self.there[document]

    def undo(self, document):
        return self.taken_back

    def export(self, path, documents=(), changes=None):
        if path.suffix == ".ics" and not any(
            fact.when for key in documents for fact in self.there[key].facts
        ):
            raise PostroomError("There is no date to write.", "Write it as .docx.")
        self.exported.append((path, tuple(documents), changes))
        yield Step(phase=Phase.WRITING, done=1, total=1)
        yield Step(phase=Phase.DONE)
