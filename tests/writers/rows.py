"""Rows of a small case."""

from __future__ import annotations

from collections.abc import Mapping

from app.records import (
    Document,
    DocumentState,
    Evidence,
    Item,
    Place,
    ResultRow,
    Status,
    Verdict,
)


def sheet_row(
    number: int = 1,
    columns: Mapping[str, str] | None = None,
    *,
    status: Status = Status.SORTED,
    quote: str = "a deep hole",
) -> ResultRow:
    """A row of a sheet that was sorted."""
    place = Place(sheet="Sheet1", row=number + 3)
    return ResultRow(
        document=Document(key=1, name="calls.xlsx", path="calls.xlsx", kind="workbook"),
        item=Item(
            key=number,
            document=1,
            place=place,
            text=quote,
            columns={"ID": "007"} if columns is None else columns,
        ),
        verdict=Verdict(
            category="Potholes",
            probability=0.8312345,
            runner_up="Trees",
            evidence=Evidence(
                quote=quote, start=0, end=len(quote), item_start=0, place=place
            ),
            status=status,
            reason="" if status == Status.SORTED else "It is close to Trees.",
            reason_code="" if status == Status.SORTED else "unsure",
            language="en",
        ),
    )


def letter_row() -> ResultRow:
    """A letter whose evidence stands on its second page."""
    return ResultRow(
        document=Document(
            key=2,
            name="letter.pdf",
            path="letter.pdf",
            kind="pdf",
            state=DocumentState.READ,
        ),
        item=Item(
            key=9,
            document=2,
            place=Place(page=1),
            text="Dear\n office,\fthe tree fell. " * 40,
        ),
        verdict=Verdict(
            category="Trees",
            probability=0.5,
            evidence=Evidence(
                quote="the tree fell.", start=0, end=14, item_start=15, place=Place(page=2)
            ),
            status=Status.NEEDS_REVIEW,
            reason="It is unsure.",
            reason_code="unsure",
        ),
    )


def failed_row() -> ResultRow:
    """A document that could not be read."""
    return ResultRow(
        document=Document(
            key=3,
            name="scan.pdf",
            path="scan.pdf",
            kind="pdf",
            state=DocumentState.FAILED,
            reason="The file is damaged.",
            reason_code="damaged",
        ),
        item=None,
        verdict=None,
    )
