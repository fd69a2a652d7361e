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
from app.records.learning import (
    BlindAnswer,
    BlindCheck,
    BlindReport,
    CategoryScore,
    Change,
    GroupScore,
    Interval,
    Label,
    LearningReport,
    ModelTrial,
    Promise,
    ReliabilityBin,
    Review,
    Times,
)
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
    "BlindAnswer",
    "BlindCheck",
    "BlindReport",
    "Category",
    "CategoryScore",
    "Change",
    "ChildError",
    "Document",
    "DocumentState",
    "Evidence",
    "Finding",
    "GroupScore",
    "InstalledModel",
    "Interval",
    "Item",
    "Label",
    "LearningReport",
    "ModelEntry",
    "ModelKind",
    "ModelState",
    "ModelTrial",
    "PagePicture",
    "Part",
    "PartState",
    "Passage",
    "PasswordNeededError",
    "Phase",
    "Place",
    "PostroomError",
    "Promise",
    "ReliabilityBin",
    "ResultRow",
    "ResultsAbout",
    "Review",
    "RowFilter",
    "RunCounts",
    "Scheme",
    "SearchHit",
    "SortSettings",
    "Status",
    "Step",
    "StoppedError",
    "Times",
    "Verdict",
]
