"""The style sheet, written from the colour tokens."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template

from app.desktop.tokens import Colours

__all__ = ["style_sheet"]

_SHEET = Template("""
QMainWindow, QDialog { background: $canvas; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: 4px 6px; }

QMenuBar { background: $canvas; padding: 2px 8px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $chosen; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QPushButton {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px;
  padding: 6px 14px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $chosen; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $faint; border-color: $line; background: $canvas; }
QPushButton[kind="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
  padding: 6px 20px;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 5px 19px; }
QPushButton[kind="primary"]:disabled {
  background: $line; color: $muted; border-color: $line;
}
QPushButton[kind="quiet"] {
  background: transparent; border: 1px solid transparent; color: $accent;
  padding: 6px 10px;
}
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 5px 9px; }
QPushButton[kind="entry"] {
  background: transparent; border: 1px solid transparent; color: $accent;
  padding: 6px 3px; text-align: left;
}
QPushButton[kind="entry"]:hover { background: $hover; }
QPushButton[kind="entry"]:focus { border: 2px solid $accent; padding: 5px 2px; }
QPushButton[kind="quiet"]:disabled { color: $faint; }

QToolButton {
  background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: 5px 8px; color: $text;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $chosen; }
QToolButton:focus { border: 2px solid $accent; padding: 4px 7px; }
QToolButton:disabled { color: $faint; }
QToolButton[kind="segment"] { padding: 4px 8px; color: $muted; border-radius: 5px; }
QToolButton[kind="segment"]:checked {
  background: $surface; color: $text; border: 1px solid $edge;
}
QToolButton[kind="segment"]:focus { border: 2px solid $accent; padding: 3px 7px; }
QToolButton:checked { background: $chosen; border: 1px solid $accent; }
QToolButton[kind="place"] {
  color: $muted; padding: 7px 4px 6px 1px; border: none;
  border-left: 4px solid transparent; border-radius: 0;
}
QToolButton[kind="place"]:hover { background: $hover; color: $text; }
QToolButton[kind="place"]:checked {
  background: $chosen; color: $text; font-weight: 600; border-left: 4px solid $accent;
}
QToolButton[kind="place"]:focus {
  border: 2px solid $accent; padding: 5px 2px 4px 3px;
}
QToolButton[kind="place"]:checked:focus {
  border: 2px solid $accent; border-left: 4px solid $accent; padding: 5px 2px 4px 1px;
}
QToolButton[kind="place"]:disabled { color: $faint; }
QPushButton[kind="card"] {
  background: $surface; border: 1px solid $edge; border-radius: 10px; padding: 16px;
  text-align: left;
}
QPushButton[kind="card"]:hover { background: $hover; border-color: $accent; }
QPushButton[kind="card"]:pressed { background: $chosen; }
QPushButton[kind="card"]:focus { border: 2px solid $accent; padding: 15px; }
QPushButton[kind="card"]:disabled { border-color: $line; background: $canvas; }
QPushButton:checked { background: $chosen; border: 2px solid $accent; padding: 5px 13px; }
QFrame#segments { background: $line; border-radius: 7px; }

QLineEdit, QComboBox, QSpinBox {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px;
  padding: 5px 8px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: 4px 7px;
}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
  color: $faint; border-color: $line;
}
QComboBox QLineEdit, QComboBox QLineEdit:focus, QSpinBox QLineEdit,
QSpinBox QLineEdit:focus {
  border: none; border-radius: 0; padding: 0; background: transparent;
}
QSpinBox { padding: 5px 22px 5px 8px; }
QSpinBox:focus { padding: 4px 21px 4px 7px; }
QSpinBox::up-button, QSpinBox::down-button {
  subcontrol-origin: border; width: 20px; border: none; background: transparent;
}
QSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: $hover; }
QSpinBox::up-arrow {
  image: url("$arrow_up"); width: ${small}px; height: ${small}px;
}
QSpinBox::down-arrow { image: url("$arrow_down"); width: ${small}px; height: ${small}px; }
QCheckBox {
  color: $text; spacing: 7px; padding: 3px 6px 3px 0; border: 2px solid transparent;
}
QCheckBox::indicator, QListView#choices::indicator {
  width: ${box}px; height: ${box}px; border: 1px solid $edge; border-radius: 4px;
  background: $surface;
}
QCheckBox::indicator:checked, QListView#choices::indicator:checked {
  border-color: $accent; image: url("$tick");
}
QCheckBox::indicator:disabled { border-color: $line; }
QCheckBox:focus { border: 2px solid $accent; border-radius: 6px; }
QCheckBox:disabled { color: $faint; }
QCheckBox::indicator:indeterminate { border-color: $accent; image: url("$dash"); }
QRadioButton {
  color: $text; spacing: 7px; padding: 3px 6px 3px 0; border: 2px solid transparent;
}
QRadioButton::indicator {
  width: ${box}px; height: ${box}px; border: 1px solid $edge; border-radius: ${round}px;
  background: $surface;
}
QRadioButton::indicator:checked { border-color: $accent; image: url("$dot"); }
QRadioButton::indicator:disabled { border-color: $line; }
QRadioButton:focus { border: 2px solid $accent; border-radius: 6px; }
QRadioButton:disabled { color: $faint; }
QSlider:horizontal { min-height: ${knob_room}px; }
QSlider { border: 2px solid transparent; border-radius: 6px; padding: 2px; }
QSlider:focus { border: 2px solid $accent; }
QSlider::groove:horizontal { height: 4px; background: $edge; border-radius: 2px; }
QSlider::sub-page:horizontal { height: 4px; background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
  width: ${knob}px; height: ${knob}px; margin: -${hang}px 0; background: $accent;
  border: 2px solid $surface; border-radius: ${half}px;
}
QSlider::handle:horizontal:hover { background: $accent_hover; }
QSlider::handle:horizontal:disabled { background: $faint; }
QSlider::sub-page:horizontal:disabled { background: $faint; }
QGroupBox { border: none; margin-top: 24px; font-weight: 600; color: $text; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("$arrow_down"); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $edge; padding: 4px; outline: none;
  selection-background-color: $chosen; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: ${entry}px; padding: 0 6px; }

QTableView, QListView, QPlainTextEdit, QTreeView {
  background: $surface; border: none; color: $text; outline: none;
}
QPlainTextEdit {
  border: 2px solid transparent;
  selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit:focus { border: 2px solid $accent; }
QTableView { gridline-color: $line; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 6px 10px; font-weight: 600;
}
QHeaderView::section:hover { background: $hover; }
QHeaderView::down-arrow {
  image: url("$arrow_down"); width: ${arrow}px; height: ${arrow}px;
}
QHeaderView::up-arrow {
  image: url("$arrow_up"); width: ${arrow}px; height: ${arrow}px;
}
QListView::item { padding: 4px 6px; border-radius: 5px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $chosen; color: $text; }
QListView::item:focus { border: 2px solid $accent; padding: 2px 4px; }
QListView#documents { background: transparent; padding: 0 6px; }
QListView#waiting { border: 1px solid $line; border-radius: 8px; padding: 4px; }
QListView#choices, QListWidget#choices {
  border: 1px solid $edge; border-radius: 6px; padding: 4px;
}
QListView#choices::item { padding: 6px; }
QListView#choices:focus { border: 2px solid $accent; padding: 3px; }
QTableView#figures { border: 1px solid $line; border-radius: 6px; }
QTableView#figures:focus { border: 1px solid $accent; }
QTableView#figures::item { padding: 0 8px; border-bottom: 1px solid $line; }
QTableView#figures[dense="true"]::item { padding: 0 4px; }
QTableView#figures[dense="true"] QHeaderView::section { padding: 6px 5px; }
QTableView#figures[dense="true"] QHeaderView::section:vertical {
  padding: 0 8px; font-weight: 400; color: $text;
}
QTableView#figures QTableCornerButton::section {
  background: $surface; border: none; border-bottom: 1px solid $line;
}
QTableView#figures::item:selected { background: $chosen; color: $text; }
QListView#waiting:focus { border: 2px solid $accent; padding: 3px; }
QListView#lines, QTableView#lines { border: 2px solid transparent; }
QListView#lines:focus, QTableView#lines:focus { border: 2px solid $accent; }
QFrame[kind="sidebar"] QListView#lines, QTreeView#outline { background: transparent; }
QTreeView#outline { border: 2px solid transparent; }
QTreeView#outline:focus { border: 2px solid $accent; }
QTreeView#outline::item { padding: 4px 3px; color: $text; }
QTreeView#outline::item:hover { background: $hover; }
QTreeView#outline::item:selected { background: $chosen; color: $text; }
QTreeView#outline::branch:selected { background: $chosen; }
QTreeView#outline::branch:has-children:closed {
  image: url("$arrow_right");
}
QTreeView#outline::branch:has-children:open { image: url("$arrow_down"); }
QTreeView#themes { border: 2px solid transparent; }
QTreeView#themes:focus { border: 2px solid $accent; }
QTreeView#themes::item { border-bottom: 1px solid $line; padding: 0 4px; color: $text; }
QTreeView#themes::item:hover { background: $hover; }
QTreeView#themes::item:selected { background: $chosen; color: $text; }
QTreeView#themes::branch { border-bottom: 1px solid $line; }
QTreeView#themes::branch:selected { background: $chosen; }
QTreeView#themes::branch:has-children:closed { image: url("$arrow_right"); }
QTreeView#themes::branch:has-children:open { image: url("$arrow_down"); }
QTableView#rows { border: 1px solid $line; border-radius: 6px; }
QTableView#rows:focus { border: 1px solid $accent; }
QTableView#rows::item { padding: 3px 8px; border-bottom: 1px solid $line; }
QTableView#rows::item:selected { background: $chosen; color: $text; }
QFrame#chart { border: 2px solid transparent; border-radius: 6px; }
QFrame#chart:focus { border: 2px solid $accent; }
QPlainTextEdit#written { border: 1px solid $edge; border-radius: 6px; padding: 4px; }
QPlainTextEdit#written:focus { border: 2px solid $accent; padding: 3px; }
QPushButton::menu-indicator {
  image: url("$arrow_down"); width: ${small}px; height: ${small}px;
  subcontrol-origin: padding; subcontrol-position: center right; right: 8px;
}
QPushButton[kind="menu"] { padding: 6px 26px 6px 14px; }
QPushButton[kind="menu"]:focus { padding: 5px 25px 5px 13px; }
QListWidget#sentences { border: none; padding: 0; }
QListWidget#sentences::item { padding: 5px 6px; border-bottom: 1px solid $line; }
QListWidget#sentences:focus { border: 2px solid $accent; border-radius: 6px; }

QFrame[kind="rail"] {
  background: $canvas; border: none; border-right: 1px solid $line;
  min-width: ${place}px;
}
QFrame[kind="bar"] { background: $canvas; border: none; border-bottom: 1px solid $line; }
QFrame[kind="foot"] { background: $canvas; border: none; border-top: 1px solid $line; }
QFrame[kind="surface"], QWidget[kind="surface"] { background: $surface; }
QFrame[kind="sidebar"] { background: $canvas; border: none; }
QFrame[kind="rule"] { background: $line; border: none; }
QFrame[kind="drop"] {
  background: $surface; border: 2px dashed $edge; border-radius: 12px;
}
QFrame[kind="drop"][over="true"] { border: 2px solid $accent; background: $chosen; }
QFrame[kind="banner"] { border: none; border-radius: 8px; }
QFrame#card { border: 1px solid $line; border-radius: 10px; }
QFrame#across { margin: 8px 12px; }
QFrame[tone="info"] { background: $chosen; }
QFrame[tone="good"] { background: $sorted_soft; }
QFrame[tone="warning"] { background: $review_soft; }
QFrame[tone="error"] { background: $failed_soft; }
QLabel { background: transparent; color: $text; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="error"] { color: $failed; background: transparent; }
QLabel[tone="sorted"] { color: $sorted; }
QLabel[tone="review"] { color: $review; }
QLabel[tone="failed"] { color: $failed; }

QProgressBar {
  background: $line; border: none; border-radius: 4px; max-height: 8px; min-height: 8px;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QScrollArea { border: none; background: transparent; }
QScrollArea:focus { border: 2px solid $accent; }
QScrollArea#room { border: 2px solid transparent; }
QScrollArea#room:focus { border: 2px solid $accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


# For strong contrast: what is chosen has an edge too, and every group has one.
_STRONG = Template("""
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected,
QMenu::item:selected, QMenuBar::item:selected { border: 1px solid $text; }
QFrame[kind="banner"], QFrame#segments { border: 1px solid $edge; }
QPlainTextEdit, QTreeView { border: 2px solid $line; }
QPlainTextEdit:focus, QTreeView:focus { border: 2px solid $accent; }
QToolButton[kind="segment"]:checked { border: 2px solid $accent; font-weight: 600; }
QToolButton[kind="segment"]:checked:focus { background: $accent; color: $on_accent; }
QPushButton[kind="quiet"], QPushButton[kind="entry"] { text-decoration: underline; }
QProgressBar { border: 1px solid $edge; background: $surface; }
QPushButton[kind="primary"]:disabled {
  background: $surface; color: $faint; border: 1px dashed $faint;
}
QFrame#segments { background: $surface; }
""")

# Small parts of controls beside text of the usual size, in pixels.
_SIZES = {"box": 14, "small": 10, "arrow": 12, "entry": 26, "knob": 16, "place": 84}
_DRAWINGS = {
    "tick": "tick",
    "dash": "dash",
    "dot": "dot",
    "arrow_down": "arrow-down",
    "arrow_up": "arrow-up-small",
    "arrow_right": "arrow-right-small",
}


def style_sheet(colours: Colours, controls: Path, ratio: float = 1.0) -> str:
    """The whole style sheet in these colours.

    Args:
        colours: By what they are for.
        controls: The folder with the drawings that are parts of controls.
        ratio: How many times larger than usual text is.
    """
    sizes = {name: round(size * ratio) for name, size in _SIZES.items()}
    # Rounded as far as a circle is, edge and all; the knob hangs over its groove.
    sizes |= {"round": sizes["box"] // 2 + 1, "half": sizes["knob"] // 2 + 2}
    sizes |= {"hang": sizes["knob"] // 2, "knob_room": sizes["knob"] + 8}
    tone = "dark" if colours.is_dark else "light"
    drawings = {
        name: (controls / f"{file}-{tone}.svg").as_posix()
        for name, file in _DRAWINGS.items()
    }
    whole = _SHEET.template + (_STRONG.template if colours.is_strong else "")
    return Template(whole).substitute({**asdict(colours), **sizes, **drawings})
