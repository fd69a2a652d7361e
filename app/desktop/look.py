"""How the window looks now: palette, style sheet, type and tinted icons."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QByteArray, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory, QWidget

from app.desktop.roles import tell_roles
from app.desktop.sheet import style_sheet
from app.desktop.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Colours

__all__ = ["APPEARANCES", "Appearance", "Look", "scale_font"]

Appearance = Literal["system", "light", "dark", "contrast"]
APPEARANCES: tuple[Appearance, ...] = get_args(Appearance)
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
# Of how many pixels a line of the systems' own fonts is high; icons and the small parts of
# controls grow with lines that are higher.
_LINE = 16
# What a widget is told about its type and its icon, so that both can be made anew.
_FACTOR, _BOLD, _ICON_SIZE = "type-factor", "type-bold", "icon-size"


def scale_font(widget: QWidget, factor: float, *, bold: bool = False) -> None:
    """The widget's font is a multiple of the system's, which the person has chosen."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    widget.setFont(font)
    widget.setProperty(_FACTOR, factor)
    widget.setProperty(_BOLD, bold)


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
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return palette


class Look(QObject):
    """The colours in force and the icons drawn in them; follows the system's scheme.

    Args:
        application: Whose palette, style sheet and font are set.
        icons: The folder of icons.
    """

    changed = Signal()

    def __init__(self, application: QApplication, icons: Path) -> None:
        super().__init__(application)
        self.colours = LIGHT
        self.appearance: Appearance = "system"
        self._application = application
        self._icons = icons
        self._system_font = QFont(application.font())
        self._percent = 100
        self._drawings: dict[str, bytes] = {}
        self._drawn: dict[tuple[str, str, int], QPixmap] = {}
        self._mixed: dict[str, QColor] = {}
        fusion = QStyleFactory.create("Fusion")
        if fusion is not None:
            application.setStyle(fusion)
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        accessibility = self._hints.accessibility()
        accessibility.contrastPreferenceChanged.connect(self._follow_system)
        self._follow_system()
        tell_roles()

    # ---------------------------------------------------------------- what is chosen

    def choose(self, appearance: Appearance) -> None:
        """What the person wants instead of, or just as, the system has it."""
        if appearance == self.appearance:
            return
        self.appearance = appearance
        # What the system draws follows too: frames of windows, its own dialogs.
        self._hints.setColorScheme(_SCHEMES.get(appearance, Qt.ColorScheme.Unknown))
        self._follow_system()

    def scale(self, percent: int) -> None:
        """Text is so large, in percent of the system's own, and icons with it."""
        if percent == self._percent:
            return
        self._percent = percent
        font = QFont(self._system_font)
        font.setPointSizeF(font.pointSizeF() * percent / 100)
        self._application.setFont(font)
        self._put_on()
        for widget in self._application.allWidgets():
            factor = widget.property(_FACTOR)
            if isinstance(factor, float):
                scale_font(widget, factor, bold=bool(widget.property(_BOLD)))
            size = widget.property(_ICON_SIZE)
            if isinstance(size, int) and isinstance(widget, QAbstractButton):
                widget.setIconSize(self.icon_size(size))
        self.changed.emit()

    def follow(self, scheme: Qt.ColorScheme) -> None:
        """The window is as light or dark as that."""
        self._wear(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)

    def _follow_system(self) -> None:
        scheme = _SCHEMES.get(self.appearance, self._hints.colorScheme())
        is_dark = scheme == Qt.ColorScheme.Dark
        preferred = self._hints.accessibility().contrastPreference()
        wants_contrast = preferred == Qt.ContrastPreference.HighContrast
        if self.appearance == "contrast" or (
            self.appearance == "system" and wants_contrast
        ):
            self._wear(CONTRAST_DARK if is_dark else CONTRAST_LIGHT)
        else:
            self._wear(DARK if is_dark else LIGHT)

    def _wear(self, colours: Colours) -> None:
        self.colours = colours
        self._put_on()
        self.changed.emit()

    def _put_on(self) -> None:
        """The whole window is drawn in the colours and sizes that are in force."""
        self._drawn.clear()
        self._mixed.clear()
        self._application.setPalette(_palette(self.colours))
        sheet = style_sheet(self.colours, self._icons / "controls", self.ratio)
        self._application.setStyleSheet(sheet)

    # ---------------------------------------------------------------- sizes

    @property
    def ratio(self) -> float:
        """How many times larger than usual text is, and what goes with it; 1 or more."""
        return max(1.0, QFontMetrics(self._application.font()).height() / _LINE)

    def icon_size(self, size: int) -> QSize:
        """The size of an icon that is so many pixels beside text of the usual size."""
        return QSize(round(size * self.ratio), round(size * self.ratio))

    def size_icon(self, button: QAbstractButton, size: int) -> None:
        """The button's icon has this size beside usual text, and grows with larger text."""
        button.setProperty(_ICON_SIZE, size)
        button.setIconSize(self.icon_size(size))

    # ---------------------------------------------------------------- colours and icons

    def colour(self, tone: str) -> QColor:
        """One of the colours of the token table; mixed once, used for every cell."""
        if tone not in self._mixed:
            self._mixed[tone] = QColor(getattr(self.colours, tone))
        return self._mixed[tone]

    def icon(self, name: str, tone: str = "text") -> QIcon:
        """An icon in one of the colours of the token table, whichever are in force."""
        return QIcon(_Tinted(self, name, tone))

    def dress(
        self, thing: QAction | QAbstractButton, name: str, tone: str = "text"
    ) -> None:
        """The thing wears this icon, also after the colours have changed."""
        thing.setIcon(self.icon(name, tone))

    def program_icon(self) -> QIcon:
        """The program's own icon, in its own colours."""
        return QIcon(str(self._icons / "postroom.svg"))

    def picture(self, name: str, tone: str, size: int, ratio: float) -> QPixmap:
        """An icon as a pixmap of so many device-independent pixels, drawn anew."""
        pixels = round(size * ratio)
        key = (name, tone, pixels)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, getattr(self.colours, tone), pixels)
        pixmap = QPixmap(self._drawn[key])
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _draw(self, name: str, colour: str, pixels: int) -> QPixmap:
        if name not in self._drawings:
            self._drawings[name] = (self._icons / f"{name}.svg").read_bytes()
        drawing = self._drawings[name].replace(b"currentColor", colour.encode("ascii"))
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        return pixmap


class _Tinted(QIconEngine):
    """Draws an icon in the colours in force, exactly as large as it is wanted.

    What is chosen wears the accent where it is quiet otherwise; what cannot be used is
    faint.
    """

    def __init__(self, look: Look, name: str, tone: str) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._tone = tone

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """The icon for a screen of this scale."""
        tone = self._tone
        if mode == QIcon.Mode.Disabled:
            tone = "faint"
        elif state == QIcon.State.On and tone == "muted":
            tone = "accent"
        side = min(size.width(), size.height())
        return self._look.picture(self._name, tone, side, scale)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon for a screen of 100 %."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        """The icon in the middle of a rectangle."""
        ratio = painter.device().devicePixelRatio()
        drawn = self.scaledPixmap(rect.size(), mode, state, ratio)
        side = min(rect.width(), rect.height())
        left, top = (rect.width() - side) // 2, (rect.height() - side) // 2
        painter.drawPixmap(rect.topLeft() + QPoint(left, top), drawn)

    def clone(self) -> QIconEngine:
        """Another one of the same icon."""
        return _Tinted(self._look, self._name, self._tone)

    def isNull(self) -> bool:
        """It always draws something."""
        return False
