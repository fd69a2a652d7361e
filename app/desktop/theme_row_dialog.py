"""A row in full, its quotation marked, and the themes that a person says it speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from app.desktop.look import Look
from app.desktop.pieces import button, column, frame, label, row
from app.desktop.quoted import flowing, marked_text, shown_text
from app.desktop.text_view import TextView
from app.desktop.theme_checklist import ThemeChecklist
from app.desktop.theme_questions import CorrectThemes
from app.desktop.theme_words import date_words, rows_words, stance_words, where_words
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import percent
from app.records import Quotation, Stance, ThemedRow, ThemesReport

__all__ = ["ThemeRowDialog"]

_LARGE, _SMALL = (960, 560), (440, 520)


class ThemeRowDialog(QDialog):
    """One row to be read and corrected, or several to be corrected alike.

    Args:
        look: How the text looks.
        rows: At least one.
        report: Whose themes can be ticked.
        parent: The window.
        near: Name of the theme whose quotation is marked first.
    """

    def __init__(
        self,
        look: Look,
        rows: Sequence[ThemedRow],
        report: ThemesReport,
        parent: QWidget,
        near: str = "",
    ) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)
        self.setWindowTitle(self.tr("Row and its themes \u2013 Postroom"))
        self.text = TextView(look)
        self.themes = ThemeChecklist(
            self.tr("Themes of the row"), self.tr("Type to find a theme")
        )
        self.stance = self._stances(report)
        self.keep = button(self.tr("&Keep these themes"), kind="primary")
        self.keep.setShortcut(QKeySequence("Ctrl+Return"))
        self.keep.setToolTip(self.tr("Keep what is ticked (Ctrl+Return)"))
        self.keep.clicked.connect(self.accept)
        self.leave = button(self.tr("&Close"))
        self.leave.clicked.connect(self.reject)
        self._show_themes(report)
        self._mark(near or next((m.theme for m in self._rows[0].themes), ""))
        self.themes.pointed_at.connect(self._mark)
        self._before = (set(self.themes.ticked), self.stance.currentData())
        self.themes.changed.connect(self._follow)
        self.stance.activated.connect(self._follow)
        self._arrange()
        self._follow()
        self.themes.line.setFocus()

    def correction(self) -> CorrectThemes:
        """What the person says of the rows."""
        stance = self.stance.currentData()  # Qt hands a word back where an enum went in
        return CorrectThemes(
            keys=tuple(each.item.key for each in self._rows),
            themes=self.themes.ticked,
            stance=Stance(stance) if stance else None,
        )

    def _stances(self, report: ThemesReport) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self.tr("Side that it takes"))
        made.addItem(self.tr("As it was found"), None)
        for stance in Stance:
            made.addItem(stance_words(stance), stance)
        given = {each.stance for each in self._rows}
        if len(given) == 1:
            made.setCurrentIndex(max(0, made.findData(next(iter(given)))))
        self._asks_side = bool(report.stances) or given != {None}
        return made

    def _show_themes(self, report: ThemesReport) -> None:
        first = self._rows[0]
        remarks = {
            member.theme: self.tr("(by a person)")
            if member.by_person
            else (percent(member.probability) if member.probability is not None else "")
            for member in first.themes
        }
        one = len(self._rows) == 1
        names = [theme.name for theme in report.themes]
        common = [
            member.theme
            for member in first.themes
            if all(member.theme in {m.theme for m in each.themes} for each in self._rows)
        ]
        self.themes.show_names(names, common, remarks if one else None)

    def _mark(self, theme: str) -> None:
        """The words that speak of this theme are marked, where some stand out."""
        shown = self._rows[0]
        quote: Quotation | None = next(
            (m.quote for m in shown.themes if m.theme == theme), None
        )
        line = self.tr("\u2014 Page {page} \u2014")
        marked = shown_text(shown.item, None, line)
        if quote is not None:
            marked = marked_text(shown.item, quote.text, quote.start, line)
        is_page = shown.document.kind in ("pdf", "image")
        self.text.show_text(flowing(marked) if is_page else marked)

    def _follow(self) -> None:
        """Keeping what stands is a person's word too, but only the first time."""
        now = (set(self.themes.ticked), self.stance.currentData())
        is_said = len(self._rows) == 1 and self._rows[0].checked
        self.keep.setEnabled(now != self._before or not is_said)

    def _arrange(self) -> None:
        one = len(self._rows) == 1
        shown = self._rows[0]
        title = self.tr("Row") if one else rows_words(len(self._rows))
        said = where_words(shown) if one else self.tr("They get exactly what is ticked.")
        if one and shown.date:
            said += f"  \u00b7  {date_words(shown.date)}"
        source = label(said, tone="muted")
        source.setWordWrap(True)
        reading = frame("surface")
        reading.setObjectName("card")
        reading.setLayout(column(self.text, margin=2))
        reading.setVisible(one)
        body = row(reading, spacing=SPACE.wide)
        body.addLayout(self._choosing())
        body.setStretch(0, 3)
        body.setStretch(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.wide, SPACE.section, SPACE.wide)
        whole.setSpacing(SPACE.small)
        whole.addWidget(label(title, size=TYPE.heading))
        whole.addWidget(source)
        whole.addLayout(body, 1)
        whole.addLayout(row(None, self.leave, self.keep))
        self.resize(*(_LARGE if one else _SMALL))

    def _choosing(self) -> QVBoxLayout:
        side = label(self.tr("&Side that it takes"))
        side.setBuddy(self.stance)
        side.setVisible(self._asks_side)
        self.stance.setVisible(self._asks_side)
        ticks = label(self.tr("&Themes"), strong=True)
        ticks.setBuddy(self.themes.line)
        return column(ticks, self.themes, row(side, self.stance, None), spacing=6)
