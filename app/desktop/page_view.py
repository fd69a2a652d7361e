"""A page as a picture, with its evidence marked; the pixels come from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from app.desktop.look import Look
from app.desktop.pieces import column, label, row, tool_button
from app.desktop.tokens import LIGHT, SPACE
from app.records import PagePicture

__all__ = ["PageView", "lines_of_marks"]

# A marker pen on paper: paper is white in the dark scheme too.
_MARKER = QColor(LIGHT.mark)
_ZOOMS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0)  # of the width at hand
_WIDEST = 3600  # pixels that are asked for


class PageView(QWidget):
    """One page at a time, as wide as there is room; wants pictures, and is handed them."""

    wanted = Signal(int, int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._page = 1
        self._pages = 1
        self._asked_width = 0
        self.paper = _Paper()
        self.paper.setAccessibleName(self.tr("Picture of the page"))
        self.room = QScrollArea()
        self.room.setWidget(self.paper)
        self.room.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.room.setAccessibleName(self.tr("Page"))
        self.room.setObjectName("room")
        self.room.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.back = tool_button(look, "previous", self.tr("Previous page"))
        self.forward = tool_button(look, "next", self.tr("Next page"))
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forward.clicked.connect(lambda: self._turn(1))
        self.where = label(tone="muted")
        self.says = label(tone="muted")
        self.says.setWordWrap(True)
        self.says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(150)
        self._redraw.timeout.connect(self._ask)
        self._zoom = 0  # which of the zooms
        self._arrange_zoom(look)
        turning = row(
            *(None, self.back, self.where, self.forward, None),
            *(self.smaller, self.whole_width, self.larger),
            spacing=SPACE.hair,
        )
        self.setLayout(
            column(SPACE.hair, turning, self.says, self.room, spacing=SPACE.hair)
        )

    def show_pages(self, pages: int, page: int) -> None:
        """The pictures of another document are wanted, this page first."""
        self._pages = max(pages, page, 1)
        self._page = page
        self.paper.show_picture(None, 1.0)
        if self.isVisible():
            self._ask()

    def zoom(self, by: int) -> None:
        """The page is drawn a step larger or smaller; 0 for as wide as there is room."""
        wanted = min(max(self._zoom + by, 0), len(_ZOOMS) - 1) if by else 0
        if wanted != self._zoom:
            self._zoom = wanted
            self._follow_zoom()
            self._ask()

    def mark_anew(self) -> None:
        """Other words of the page that is shown are to be marked."""
        if not self.isVisible():  # whoever looks at it later asks for it
            self.paper.show_picture(None, 1.0)
            return
        self.paper.forget_marks()
        self._ask()

    @property
    def shown_page(self) -> int:
        """Which page is shown or asked for, from 1."""
        return self._page

    def take_picture(self, picture: PagePicture) -> None:
        """The page has come."""
        self.says.hide()
        self.paper.show_picture(picture, self.devicePixelRatioF())
        if picture.marks:
            left, top, width, height = picture.marks[0]
            ratio = self.devicePixelRatioF()
            middle = int((top + height / 2) / ratio) + SPACE.normal
            room = self.room.viewport()
            self.room.ensureVisible(int((left + width) / ratio), middle, SPACE.section, 0)
            across = int(left / ratio)
            self.room.ensureVisible(across, middle, SPACE.section, room.height() // 3)

    def take_problem(self, what: str, remedy: str) -> None:
        """The page cannot be shown; the reason stands where it would have been."""
        self.paper.show_picture(None, 1.0)
        self.says.setText(f"{what} {remedy}".strip())
        self.says.show()

    def showEvent(self, event: object) -> None:
        """A picture is wanted only once somebody looks."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self.paper.is_empty:
            self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page is drawn anew in its new width, once the person has let go."""
        super().resizeEvent(event)
        if self.isVisible() and abs(self._width() - self._asked_width) > 8:
            self._redraw.start()

    def _turn(self, by: int) -> None:
        self._page = min(max(self._page + by, 1), self._pages)
        self.room.verticalScrollBar().setValue(0)
        self._ask()

    def _width(self) -> int:
        across = self.room.viewport().width() - 2 * SPACE.normal
        wanted = int(across * self.devicePixelRatioF() * _ZOOMS[self._zoom])
        return min(max(200, wanted), _WIDEST)

    def _arrange_zoom(self, look: Look) -> None:
        self.smaller = tool_button(look, "zoom-out", self.tr("Smaller (Ctrl+-)"))
        self.larger = tool_button(look, "zoom-in", self.tr("Larger (Ctrl++)"))
        self.whole_width = tool_button(look, "fit", self.tr("Whole width (Ctrl+0)"))
        zooms = ((self.smaller, -1), (self.larger, 1), (self.whole_width, 0))
        for each, by in zooms:
            each.clicked.connect(lambda _=False, by=by: self.zoom(by))
        for keys, by in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=by: self.zoom(by))
        self._follow_zoom()

    def _follow_zoom(self) -> None:
        self.smaller.setEnabled(self._zoom > 0)
        self.whole_width.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom < len(_ZOOMS) - 1)

    def _ask(self) -> None:
        self.where.setText(
            self.tr("Page {page} of {pages}").format(page=self._page, pages=self._pages)
        )
        self.back.setEnabled(self._page > 1)
        self.forward.setEnabled(self._page < self._pages)
        for turn in (self.back, self.where, self.forward):
            turn.setVisible(self._pages > 1)
        if self.paper.is_empty:
            self.says.setText(self.tr("Drawing the page\u2026 A scan takes a few seconds."))
            self.says.show()
        self._asked_width = self._width()
        self.wanted.emit(self._page, self._asked_width)


class _Paper(QWidget):
    """The pixels and the marks on them."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._marks: tuple[tuple[float, float, float, float], ...] = ()
        self._ratio = 1.0

    @property
    def is_empty(self) -> bool:
        """Whether no page is shown."""
        return self._image.isNull()

    @property
    def marks(self) -> tuple[tuple[float, float, float, float], ...]:
        """The marked rectangles, in pixels of the picture."""
        return self._marks

    def show_picture(self, picture: PagePicture | None, ratio: float) -> None:
        """These pixels are shown; None for nothing."""
        self._image, self._marks, self._ratio = QImage(), (), ratio
        if picture is not None:
            width, height = picture.width, picture.height
            if len(picture.pixels) == width * height * 4:
                view = QImage(
                    picture.pixels, width, height, width * 4, QImage.Format.Format_RGBA8888
                )
                self._image = view.copy()  # the view does not own its pixels
                self._marks = picture.marks
        self.setFixedSize(self.sizeHint())
        self.update()

    def forget_marks(self) -> None:
        """The picture stays, nothing on it is marked."""
        self._marks = ()
        self.update()

    def sizeHint(self) -> QSize:
        """The picture in device-independent pixels, with a little air around it."""
        if self._image.isNull():
            return QSize(1, 1)
        size = self._image.size() / self._ratio
        return size + QSize(2 * SPACE.normal, 2 * SPACE.normal)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper, then the marker pen over it."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.translate(SPACE.normal, SPACE.normal)
        painter.scale(1 / self._ratio, 1 / self._ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(0, 0, self._image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_MARKER)
        # One shape: where two lines touch, the marker is not darker.
        marked = QPainterPath()
        marked.setFillRule(Qt.FillRule.WindingFill)
        for rect in lines_of_marks(self._marks):
            marked.addRoundedRect(rect.adjusted(-2, -2, 2, 2), 3, 3)
        painter.drawPath(marked)
        painter.end()


def lines_of_marks(marks: Sequence[tuple[float, float, float, float]]) -> list[QRectF]:
    """The marks of words as one even rectangle for each line of the page."""
    lines: list[QRectF] = []
    for mark in marks:
        rect = QRectF(*mark)
        last = lines[-1] if lines else QRectF()
        shared = min(last.bottom(), rect.bottom()) - max(last.top(), rect.top())
        lower = min(last.height(), rect.height())
        # A gap wider than a few letters is another column.
        gap = max(rect.left() - last.right(), last.left() - rect.right())
        if lines and shared > lower / 2 and gap < 3 * lower:
            lines[-1] = last.united(rect)
        else:
            lines.append(rect)
    return lines
