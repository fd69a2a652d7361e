"""A page as a picture, with its evidence marked; the pixels come from elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.desktop.look import Look
from app.desktop.pieces import column, label, row, tool_button
from app.desktop.tokens import LIGHT, SPACE
from app.records import PagePicture

__all__ = ["PageView"]

# A marker pen on paper: paper is white in the dark scheme too.
_MARKER = QColor(LIGHT.mark)


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
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        turning = row(None, self.back, self.where, self.forward, None)
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
            _, top, _, height = picture.marks[0]
            ratio = self.devicePixelRatioF()
            middle = int((top + height / 2) / ratio)
            self.room.ensureVisible(0, middle, 0, self.room.viewport().height() // 3)

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
        return max(200, int(across * self.devicePixelRatioF()))

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
        for x, y, width, height in self._marks:
            marked.addRoundedRect(QRectF(x - 2, y - 2, width + 4, height + 4), 3, 3)
        painter.drawPath(marked)
        painter.end()
