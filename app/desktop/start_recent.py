"""Cases worked on before, each with its folder, its date and how it stood."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QSaveFile, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop import words
from app.desktop.look import Look
from app.desktop.pieces import ElidedLabel, as_tip, button, column, label, row
from app.desktop.questions import CaseFacts
from app.desktop.tokens import SPACE, TYPE

__all__ = ["RecentCases", "Standing", "Standings", "standing_words"]

_WIDTH = 30  # in average characters of the person's font
_MOST = 40
_SHOWN = 5
_INDENT = 27  # below the name, past the icon


def _say(text: str) -> str:
    return QCoreApplication.translate("RecentCases", text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a case stood when it was last open: numbers only, no word of any document."""

    documents: int = 0
    items: int = 0
    sorted: int = 0
    needs_review: int = 0
    failed: int = 0

    @classmethod
    def of(cls, facts: CaseFacts) -> Standing:
        """How a case stands now."""
        counts = facts.counts
        return cls(
            documents=len(facts.documents),
            items=counts.items,
            sorted=counts.sorted,
            needs_review=counts.needs_review,
            failed=counts.documents_failed,
        )


class Standings:
    """How cases stood, in a small file of the state folder.

    Args:
        folder: The state folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "recent_cases.json"
        self.known: dict[Path, Standing] = {}
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            names = [field.name for field in fields(Standing)]
            for path, numbers in kept.items():
                told = {name: int(numbers.get(name, 0)) for name in names}
                self.known[Path(path)] = Standing(**told)
        except (OSError, ValueError, TypeError, AttributeError):
            self.known = {}  # nothing is lost: it is told anew when a case is opened

    def keep(self, case: Path, standing: Standing) -> None:
        """A case stands so; others that are gone are forgotten."""
        if self.known.get(case) == standing:
            return
        others = {path: one for path, one in self.known.items() if path != case}
        newest = [(path, one) for path, one in others.items() if path.is_file()][-_MOST:]
        self.known = {**dict(newest), case: standing}
        told = {str(path): asdict(one) for path, one in self.known.items()}
        file = QSaveFile(str(self._path))
        if file.open(QSaveFile.OpenModeFlag.WriteOnly):
            file.write(json.dumps(told).encode("utf-8", "replace"))
            file.commit()


def standing_words(standing: Standing | None) -> str:
    """How a case stood, in a line; empty where nobody knows."""
    if standing is None:
        return ""
    if not standing.items:
        return words.documents_words(standing.documents)
    if not standing.sorted and not standing.needs_review:
        one, many = _say("1 item"), _say("{count} items")
        said = one if standing.items == 1 else many
        return said.format(count=words.number(standing.items))
    parts = [_say("{count} sorted").format(count=words.number(standing.sorted))]
    if standing.needs_review:
        waiting = words.number(standing.needs_review)
        parts.append(_say("{count} to review").format(count=waiting))
    return ", ".join(parts)


def changed_words(case: Path) -> str:
    """The day a case file was last changed, as people here write it."""
    try:
        seconds = int(case.stat().st_mtime)
    except OSError:
        return ""
    at = QDateTime.fromSecsSinceEpoch(seconds)
    days = at.date().daysTo(QDateTime.currentDateTime().date())
    if days == 0:
        time = QLocale().toString(at.time(), QLocale.FormatType.ShortFormat)
        return _say("today, {time}").format(time=time)
    if days == 1:
        return _say("yesterday")
    return QLocale().toString(at.date(), QLocale.FormatType.ShortFormat)


class RecentCases(QWidget):
    """Cases worked on before, the newest first."""

    chosen = Signal(object)
    missed = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cases: tuple[Path, ...] = ()
        self._known: Mapping[Path, Standing] = {}
        self.setMinimumWidth(_WIDTH * self.fontMetrics().averageCharWidth())
        self.open_other = button(self.tr("Open a c&ase\u2026"))
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE.small)
        self.setLayout(
            column(
                label(self.tr("Recent cases"), size=TYPE.heading),
                self._list,
                SPACE.hair,
                row(self.open_other, None),
            )
        )
        self.show_cases(())

    def know(self, standings: Mapping[Path, Standing]) -> None:
        """So the cases stand."""
        self._known = standings
        self.show_cases(self._cases)

    def show_cases(self, cases: tuple[Path, ...]) -> None:
        """These cases are offered, and those of them that there is room for."""
        self._cases = cases
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for case in cases[:_SHOWN]:
            self._list.addWidget(self._entry(case))
        if not cases:
            says = label(
                self.tr(
                    "Each piece of work is kept in a case file, so that you can stop and "
                    "go on later. Yours will be listed here."
                ),
                tone="muted",
            )
            says.setWordWrap(True)
            self._list.addWidget(says)

    def choose(self, case: Path) -> None:
        """A case is opened, if it is still there: a name with no file is no new case."""
        (self.chosen if case.is_file() else self.missed).emit(case)

    def _entry(self, case: Path) -> QWidget:
        """A case: its name to press, below it how it stands, its day and its folder."""
        each = button(case.stem.replace("&", "&&"), kind="entry", name=case.stem)
        each.setToolTip(as_tip(str(case)))
        self._look.dress(each, "case", "accent")
        each.clicked.connect(lambda: self.choose(case))
        stands = standing_words(self._known.get(case))
        where = "  \u00b7  ".join(filter(None, (case.parent.name, changed_words(case))))
        each.setAccessibleDescription("; ".join(filter(None, (stands, where))))
        lines = column(each, spacing=0)
        for said in filter(None, (stands, where)):
            line = ElidedLabel(tone="muted", size=TYPE.small)
            line.say(said)
            line.setToolTip(as_tip(str(case)))
            lines.addLayout(row(_INDENT, line, spacing=0))
        entry = QWidget()
        entry.setLayout(lines)
        return entry
