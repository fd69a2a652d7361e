"""Summaries of one open case file, as the window and the terminal use them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app import store
from app.readers import Reader
from app.records import (
    Answer,
    FactTable,
    PagePicture,
    PageQuotation,
    Step,
    SummarizedDocument,
    Summary,
    SummaryLength,
    SummarySettings,
    VersionChanges,
)
from app.store import CaseFile
from app.workflow.summary_facts import KIND, settings_of
from app.workflow.tools import Tools

__all__ = ["SummaryWork"]

# What chooses and compares loads libraries, which takes longer than showing a window may:
# it is imported where it is called.


class SummaryWork:
    """Summaries of one open case file.

    Args:
        case: The case file, open.
        tools: What a run works with.
        page_reader: The reader that draws pages; it is opened at the first one.
    """

    def __init__(
        self, case: CaseFile, tools: Tools, page_reader: Callable[[], Reader]
    ) -> None:
        self._case = case
        self._tools = tools
        self._page_reader = page_reader

    # ------------------------------------------------------------ what can be asked

    @property
    def settings(self) -> SummarySettings:
        """What the last run was asked; the usual settings before the first.

        Its questions are those that stand at every document that has a summary.
        """
        run = store.last_run(self._case, KIND)
        if run is None:
            return SummarySettings()
        return replace(settings_of(run), questions=store.shared_questions(self._case))

    def purposes(self) -> tuple[tuple[str, str], ...]:
        """Key and name of every list of facts.

        Raises:
            PostroomError: A file that an office has changed has a mistake.
        """
        lists = self._tools.summary_resources().lists
        return tuple((one.purpose, one.name) for one in lists)

    def lengths(self) -> tuple[SummaryLength, ...]:
        """The lengths that are offered.

        Raises:
            PostroomError: A file that an office has changed has a mistake.
        """
        return tuple(self._tools.summary_resources().lengths)

    # ------------------------------------------------------------ summarizing

    def summarize(
        self,
        settings: SummarySettings,
        documents: Sequence[int] = (),
        passwords: tuple[str, ...] = (),
    ) -> Generator[Step]:
        """Read what waits and summarize it; the first screen of each document comes first.

        What is there already and would come out the same is not made again. Closing the
        iterator stops the run; everything done so far is kept, and the same call goes on.

        Args:
            settings: What is asked for.
            documents: Keys of the documents; all that can be summarized where none is
                named.
            passwords: For locked documents.

        Raises:
            KeyError: There is no such document.
            PostroomError: The embedder is missing, there is no such purpose or length, or
                the case file can only be read.
        """
        from app.workflow.summary_running import summarize  # noqa: PLC0415 - see above

        yield from summarize(self._case, self._tools, settings, documents, passwords)

    # ------------------------------------------------------------ looking

    def documents(self) -> tuple[SummarizedDocument, ...]:
        """All documents of the case in input order, with how far their summaries are."""
        from app.workflow.summary_listing import listed  # noqa: PLC0415 - see above

        return tuple(listed(self._case))

    def summary(self, document: int) -> Summary:
        """What a document says; its first screen while that is all there is.

        Raises:
            KeyError: There is no such document.
            PostroomError: It has not been summarized.
        """
        from app.workflow.summary_shown import shown  # noqa: PLC0415 - see above

        return shown(self._case, document)

    def page(
        self,
        document: int,
        page: int,
        width: int,
        mark: tuple[int, int] | None = None,
        passwords: tuple[str, ...] = (),
    ) -> PagePicture:
        """A page of a document as pixels.

        Args:
            document: Its key.
            page: From 1.
            width: In pixels; the height follows.
            mark: ``start`` and ``end`` of a quotation on that page to mark.
            passwords: Tried in turn where it is encrypted.

        Raises:
            KeyError: There is no such document.
            PostroomError: It has no pages, has moved, or cannot be drawn.
        """
        shown = store.document(self._case, document)
        return self._page_reader().page(
            shown, page, width=width, passwords=passwords, mark=mark
        )

    # ------------------------------------------------------------ asking, comparing

    def ask(
        self, question: str, documents: Sequence[int] = ()
    ) -> tuple[tuple[int, Answer], ...]:
        """What documents say on a question; kept with their summaries.

        Args:
            question: In a sentence.
            documents: Keys; all that have a summary where none is named.

        Raises:
            KeyError: There is no such document.
            PostroomError: One of them has not been summarized, the question is empty, or
                the embedder is missing.
        """
        from app.workflow.summary_asking import ask  # noqa: PLC0415 - see above

        keys = list(documents) or [*store.summary_marks(self._case)]
        return tuple(ask(self._case, self._tools, question, keys))

    def forget_question(self, document: int, question: str) -> None:
        """Take away a question and its answer; one that is not there is no mistake.

        Raises:
            PostroomError: The case file can only be read.
        """
        store.forget_question(self._case, document, " ".join(question.split()))

    def fact_table(self, documents: Sequence[int] = ()) -> FactTable:
        """The same facts of several documents side by side; of all where none is named.

        Raises:
            KeyError: There is no such document.
            PostroomError: One of them has not been summarized.
        """
        from app.workflow.summary_comparing import (  # noqa: PLC0415 - see above
            table_of_facts,
        )

        return table_of_facts(self._case, documents)

    def changes(self, old: int, new: int) -> VersionChanges:
        """What changed from one version of a document to the next.

        Raises:
            KeyError: There is no such document.
            PostroomError: One of them has not been summarized, or they are the same one.
        """
        from app.workflow.summary_comparing import changes  # noqa: PLC0415 - see above

        return changes(self._case, self._tools, old, new)

    # ------------------------------------------------------------ signing off

    def correct_fact(
        self,
        document: int,
        key: str,
        number: int,
        value: str,
        *,
        expected: PageQuotation | None = None,
    ) -> Summary:
        """Put a value in the place of what was found; later summaries keep it.

        Where the value should be a date and is none, a note of the summary says so.

        Args:
            document: Key of the document.
            key: Of the entry in the list of facts.
            number: Which of the facts of that entry, from 0.
            value: As it should be; empty where the document does not state it.
            expected: What the fact stands on, where the summary may have changed since it
                was looked at: then the fact that stands on it is meant.

        Raises:
            KeyError: There is no such document.
            PostroomError: There is no such fact, the summary has changed, or the case file
                can only be read.
        """
        from app.workflow.summary_editing import (  # noqa: PLC0415 - see above
            FactMeant,
            correct_fact,
        )

        fact = FactMeant(document=document, key=key, number=number, expected=expected)
        correct_fact(self._case, self._tools.person, fact, value)
        return self.summary(document)

    def drop_sentence(
        self,
        document: int,
        section: int,
        sentence: int,
        *,
        expected: PageQuotation | None = None,
    ) -> Summary:
        """Take a sentence out of a summary, and out of later ones of the document.

        Args:
            document: Key of the document.
            section: Its number in ``Summary.sections``, from 0.
            sentence: Its number in that section, from 0.
            expected: What the sentence stands on, where the summary may have changed since
                it was looked at: then the sentence that stands on it is meant.

        Raises:
            KeyError: There is no such document.
            PostroomError: There is no such sentence, the summary has changed, or the case
                file can only be read.
        """
        from app.workflow.summary_editing import (  # noqa: PLC0415 - see above
            SentenceMeant,
            drop_sentence,
        )

        meant = SentenceMeant(
            document=document, section=section, sentence=sentence, expected=expected
        )
        drop_sentence(self._case, self._tools.person, meant)
        return self.summary(document)

    def undo(self, document: int) -> str:
        """Take back the newest change that a person made to a summary.

        Returns:
            The sentence of what was taken back; empty where nothing stands.

        Raises:
            PostroomError: The case file can only be read.
        """
        return store.undo_summary_edit(self._case, document, self._tools.person)

    # ------------------------------------------------------------ out

    def export(
        self,
        path: Path,
        documents: Sequence[int] = (),
        changes: VersionChanges | None = None,
    ) -> Iterator[Step]:
        """Write summaries as .docx, .md, .json, .pdf, .xlsx or .ics, by the name's ending.

        Args:
            path: Of the file.
            documents: Keys; all that have a summary where none is named.
            changes: Between two versions, to be written too.

        Raises:
            KeyError: There is no such document.
            PostroomError: Nothing was summarized, the file is one of the documents, or it
                cannot be written.
        """
        from app.workflow.summary_exporting import export  # noqa: PLC0415 - see above

        yield from export(self._case, path, documents, changes)
