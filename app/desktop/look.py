"""How the window looks now: palette, style sheet, type and tinted icons."""

from __future__ import annotations

import weakref
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from app.desktop.sheet import style_sheet
from app.desktop.tokens import DARK, LIGHT, Colours

__all__ = ["Look", "scale_font"]

# Icons are shown at 16 and 18: exact sizes for screens of 100 %, and of 200 % and near it.
_ICON_SIZES = (16, 18, 27, 32, 36)
_DISABLED_SIZES = (18, 36)


def scale_font(widget: QWidget, factor: float, *, bold: bool = False) -> None:
    """The widget's font is a multiple of the system's, which the person has chosen."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    widget.setFont(font)


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.canvas,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.canvas,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.edge))
    return palette


class Look(QObject):
    """The colours in force and the icons drawn in them; follows the system's scheme.

    Args:
        application: Whose palette and style sheet are set.
        icons: The folder of icons.
    """

    changed = Signal()

    def __init__(self, application: QApplication, icons: Path) -> None:
        super().__init__(application)
        self.colours = LIGHT
        self._application = application
        self._icons = icons
        self._drawn: dict[tuple[str, str], QIcon] = {}
        self._mixed: dict[str, QColor] = {}
        self._dressed: weakref.WeakKeyDictionary[QObject, tuple[str, str]] = (
            weakref.WeakKeyDictionary()
        )
        fusion = QStyleFactory.create("Fusion")
        if fusion is not None:
            application.setStyle(fusion)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self.follow)
        self.follow(hints.colorScheme())

    def follow(self, scheme: Qt.ColorScheme) -> None:
        """The window is as light or dark as the system."""
        self.colours = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        self._drawn.clear()
        self._mixed.clear()
        self._application.setPalette(_palette(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours, self._icons))
        for thing, (name, tone) in list(self._dressed.items()):
            if isValid(thing):  # Python may still hold what Qt has deleted
                self._set_icon(thing, self.icon(name, tone))
        self.changed.emit()

    def colour(self, tone: str) -> QColor:
        """One of the colours of the token table; mixed once, used for every cell."""
        if tone not in self._mixed:
            self._mixed[tone] = QColor(getattr(self.colours, tone))
        return self._mixed[tone]

    def icon(self, name: str, tone: str = "text") -> QIcon:
        """An icon in one of the colours of the token table."""
        key = (name, tone)
        if key not in self._drawn:
            icon = QIcon()
            for size in _ICON_SIZES:
                icon.addPixmap(self._pixmap(name, getattr(self.colours, tone), size))
            for size in _DISABLED_SIZES:
                pale = self._pixmap(name, self.colours.edge, size)
                icon.addPixmap(pale, QIcon.Mode.Disabled)
            self._drawn[key] = icon
        return self._drawn[key]

    def dress(
        self, thing: QAction | QAbstractButton, name: str, tone: str = "text"
    ) -> None:
        """The thing wears this icon, also after the colours have changed."""
        self._dressed[thing] = (name, tone)
        self._set_icon(thing, self.icon(name, tone))

    def program_icon(self) -> QIcon:
        """The program's own icon, in its own colours."""
        return QIcon(str(self._icons / "postroom.svg"))

    def picture(self, name: str, tone: str, size: int, ratio: float) -> QPixmap:
        """An icon as a pixmap of so many device-independent pixels."""
        pixmap = self.icon(name, tone).pixmap(QSize(size, size), ratio)
        if pixmap.width() < size * ratio:  # larger than the sizes that are kept
            colour = getattr(self.colours, tone)
            pixmap = self._pixmap(name, colour, round(size * ratio))
            pixmap.setDevicePixelRatio(ratio)
        return pixmap

    @staticmethod
    def _set_icon(thing: QObject, icon: QIcon) -> None:
        if isinstance(thing, QAction | QAbstractButton):
            thing.setIcon(icon)

    def _pixmap(self, name: str, colour: str, size: int) -> QPixmap:
        drawing = (self._icons / f"{name}.svg").read_bytes()
        drawing = drawing.replace(b"currentColor", colour.encode("ascii"))
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap
