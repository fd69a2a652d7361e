"""The words of the program: frozen records and errors, standard library only."""

from app.records.documents import (
    Document,
    DocumentState,
    Item,
    Part,
    PartState,
    Passage,
    Place,
)
from app.records.errors import (
    ChildError,
    PasswordNeededError,
    PostroomError,
    StoppedError,
)
from app.records.findings import Finding
from app.records.models import InstalledModel, ModelEntry, ModelKind, ModelState
from app.records.results import (
    PagePicture,
    ResultRow,
    ResultsAbout,
    RowFilter,
    SearchHit,
)
from app.records.runs import Phase, RunCounts, SortSettings, Step
from app.records.schemes import Category, Scheme
from app.records.verdicts import Evidence, Status, Verdict

__all__ = [
    "Category",
    "ChildError",
    "Document",
    "DocumentState",
    "Evidence",
    "Finding",
    "InstalledModel",
    "Item",
    "ModelEntry",
    "ModelKind",
    "ModelState",
    "PagePicture",
    "Part",
    "PartState",
    "Passage",
    "PasswordNeededError",
    "Phase",
    "Place",
    "PostroomError",
    "ResultRow",
    "ResultsAbout",
    "RowFilter",
    "RunCounts",
    "Scheme",
    "SearchHit",
    "SortSettings",
    "Status",
    "Step",
    "StoppedError",
    "Verdict",
]
