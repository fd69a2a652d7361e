"""What the page of categories shows of what is worked on, and what its fields change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.desktop.language import told
from app.desktop.parts import Parts
from app.desktop.pieces import enable
from app.desktop.questions import CaseFacts
from app.desktop.scheme_bench import SchemeBench
from app.desktop.scheme_editing import (
    added,
    described,
    moved,
    named,
    removed,
    with_category,
    with_examples,
    with_labels_moved,
)
from app.desktop.scheme_page import SchemePage
from app.desktop.scheme_previewing import Previewing
from app.desktop.scheme_words import hint_words, problem_words
from app.records import (
    SHORTEST_DESCRIPTION,
    ConfirmedText,
    DraftProblem,
    HintKind,
    ProblemKind,
    SchemeDraft,
    SchemeHint,
    SchemePreview,
)

__all__ = ["SchemeView"]

_OF_COUNT = (ProblemKind.TOO_FEW, ProblemKind.TOO_MANY)


class SchemeView(QObject):
    """Shows the bench on the page, and edits it as the person types.

    Args:
        page: The page.
        bench: What is worked on.
        parts: Of the window.
    """

    edited = Signal()
    shown = Signal()

    def __init__(self, page: SchemePage, bench: SchemeBench, parts: Parts) -> None:
        super().__init__(page)
        self.previewing = Previewing(parts.session, page.changes)
        self._page = page
        self._bench = bench
        self._facts: CaseFacts | None = None
        self._is_free = True
        self._hints: tuple[SchemeHint, ...] = ()
        self._path: Path | None = None
        self._connect()

    def begin_case(self) -> None:
        """What was found in another case does not hold here."""
        self._page.changes.show_preview(None)
        self._take_hints(())

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """How things stand."""
        self._facts, self._is_free = facts, is_free
        self.previewing.follow(facts, is_free=is_free)
        self.refresh()

    def refresh(self) -> None:
        """The page shows what is worked on."""
        page, bench = self._page, self._bench
        is_other = bench.path != self._path
        self._path = bench.path
        page.schemes.show_schemes(bench.shelf, bench.unsaved())
        page.schemes.choose(bench.path)
        draft = bench.draft
        if is_other:
            page.changes.show_preview(None)
            self._take_hints(())
            self.shown.emit()
        if draft is None:
            shelved = bench.shelved
            page.broken.setText(told(shelved.problem) if shelved is not None else "")
            page.middle.setCurrentIndex(1)
        else:
            page.middle.setCurrentIndex(0)
            self._show_draft(draft)
        self._say_state()
        self._allow()
        self.previewing.want(bench.scheme, at_once=is_other)

    # ---------------------------------------------------------------- what is shown

    def _show_draft(self, draft: SchemeDraft) -> None:
        page, bench = self._page, self._bench
        own = bench.is_own
        told = {one.key: problem_words(one, draft) for one in bench.problems if one.key}
        of_scheme = [one for one in bench.problems if not one.key]
        page.shipped.setVisible(not own)
        page.fields.show_draft(draft, self._said(of_scheme, draft, count=False), own=own)
        count = self._said(of_scheme, draft, count=True)
        page.count_problem.setText(count)
        page.count_problem.setVisible(bool(count))
        hints = self._hints_by_name(draft)
        marks: dict[int, tuple[str, tuple[str, str]]] = {}
        for one in draft.categories:
            name = " ".join(one.name.split())
            if one.key in told:
                marks[one.key] = (told[one.key], ("warning", "review"))
            elif name in hints:
                marks[one.key] = (self.tr("Worth a look"), ("info", "muted"))
        page.categories.show_categories(draft.categories, marks)
        page.categories.choose(bench.key)
        chosen = bench.category
        problem = told.get(bench.key, "")
        name = " ".join(chosen.name.split()) if chosen is not None else ""
        page.category.show_category(chosen, problem, hints.get(name, ""), own=own)
        page.removed.show_draft(draft if own else None, bench.labels)
        page.categories.scrollTo(page.categories.currentIndex())

    @staticmethod
    def _said(problems: list[DraftProblem], draft: SchemeDraft, *, count: bool) -> str:
        told = [one for one in problems if (one.kind in _OF_COUNT) == count]
        return problem_words(told[0], draft) if told else ""

    def _hints_by_name(self, draft: SchemeDraft) -> dict[str, str]:
        """What may be mended of each category, by its name; one hint for each."""
        found: dict[str, str] = {}
        for hint in self._hints:
            for name in (hint.category, hint.other):
                if name and hint.kind is not HintKind.SHORT:
                    found.setdefault(name, hint_words(hint))
        if not self._bench.is_own:
            return found
        for one in draft.categories:
            name = " ".join(one.name.split())
            little = len(one.description.split()) < SHORTEST_DESCRIPTION
            is_short = little and not any(text.strip() for text in one.examples)
            if name and is_short:
                short = SchemeHint(kind=HintKind.SHORT, category=name)
                found.setdefault(name, hint_words(short))
        return found

    def _say_state(self) -> None:
        bench = self._bench
        said = ""
        if bench.is_changed(bench.path):
            said = self.tr("Not saved yet. It is kept here until you save it.")
        self._page.state.setText(said)

    def _allow(self) -> None:
        page, bench = self._page, self._bench
        shelved, own, chosen = bench.shelved, bench.is_own, bench.category
        has_file = shelved is not None and shelved.scheme is not None
        changed = bench.is_changed(bench.path)
        mend = self.tr("Mend what is marked first.") if bench.problems else ""
        page.save.setEnabled(own and changed and not mend)
        page.copy.setEnabled(bench.draft is not None)
        page.export.setEnabled(has_file)
        page.delete.setEnabled(own)
        page.add.setEnabled(own)
        page.remove.setEnabled(own and chosen is not None)
        keys = [one.key for one in bench.draft.categories] if bench.draft else []
        at = keys.index(bench.key) if bench.key in keys else -1
        page.up.setEnabled(own and at > 0)
        page.down.setEnabled(own and 0 <= at < len(keys) - 1)
        sorted_case = self._facts is not None and self._facts.scheme is not None
        why_not = mend
        if self._facts is None or not self._facts.documents:
            why_not = self.tr("Open a case first.")
        elif not self._is_free:
            why_not = self.tr("Wait until what runs now has ended, or stop it.")
        does = self.tr("Saves, and sorts the case by these categories. What people have "
                       "decided stays.")  # fmt: skip
        enable(page.changes.sort, does, why_not)
        no_items = self.tr("Open a case that is sorted, then review some items.")
        pick = self.tr("Chooses among the items that people have put into this category")
        can_pick = own and sorted_case and chosen is not None and not mend
        enable(page.category.pick, pick, "" if can_pick else no_items)

    def _take_preview(self, found: SchemePreview) -> None:
        self._take_hints(found.hints)
        self.refresh()

    def _take_hints(self, hints: tuple[SchemeHint, ...]) -> None:
        self._hints = hints
        self._page.changes.show_hints(hints)

    # ---------------------------------------------------------------- what is changed

    def offer_examples(self, confirmed: tuple[object, ...]) -> None:
        """Corrected items are offered as examples of the category that is shown."""
        from app.desktop.scheme_examples import ExamplesDialog  # noqa: PLC0415 - when asked

        category = self._bench.category
        if category is None:
            return
        name, key = " ".join(category.name.split()), category.key
        texts = [
            one.text
            for one in confirmed
            if isinstance(one, ConfirmedText)
            and one.category == name
            and one.text not in category.examples
        ]
        dialog = ExamplesDialog(name, texts, self._page.window())
        dialog.accepted.connect(lambda: self._add_examples(key, dialog.chosen()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add_examples(self, key: int, texts: tuple[str, ...]) -> None:
        if (draft := self._bench.draft) is not None and texts:
            self._bench.history.pause()
            self._edit(with_examples(draft, key, texts), f"picked {key}")

    def _edit(self, draft: SchemeDraft, what: str) -> None:
        if self._bench.edit(draft, what):
            self.edited.emit()

    def _type_name(self, text: str) -> None:
        if (draft := self._bench.draft) is not None:
            self._edit(named(draft, text), "name")

    def _type_about(self, text: str) -> None:
        if (draft := self._bench.draft) is not None:
            self._edit(described(draft, text), "description")

    def _type(self, field: str, said: str | tuple[str, ...]) -> None:
        draft, key = self._bench.draft, self._page.category.key
        if draft is None or not key:
            return

        changed = with_category(
            draft,
            key,
            lambda one: replace(
                one,
                name=said if field == "name" and isinstance(said, str) else one.name,
                description=said
                if field == "description" and isinstance(said, str)
                else one.description,
                examples=said if isinstance(said, tuple) else one.examples,
            ),
        )
        self._edit(changed, f"{field} {key}")

    def _add(self) -> None:
        draft = self._bench.draft
        if draft is None or not self._bench.is_own:
            return
        self._bench.history.pause()
        changed, key = added(draft, self._bench.key)
        if self._bench.edit(changed, f"add {key}"):
            self._bench.choose(key)
            self.edited.emit()
            self._page.category.name.setFocus()

    def _remove(self) -> None:
        draft, key = self._bench.draft, self._bench.key
        if draft is None or not self._bench.is_own or not key:
            return
        keys = [one.key for one in draft.categories]
        at = keys.index(key)
        left = [one for one in keys if one != key]
        self._bench.history.pause()
        if self._bench.edit(removed(draft, key), f"remove {key}"):
            self._bench.choose(left[min(at, len(left) - 1)] if left else 0)
            self.edited.emit()
            self._page.categories.setFocus()

    def _move(self, by: int) -> None:
        draft, key = self._bench.draft, self._bench.key
        if draft is not None and key:
            self._bench.history.pause()
            self._edit(moved(draft, key, by), f"move {key}")

    def _move_labels(self, name: str, to: int) -> None:
        if (draft := self._bench.draft) is not None:
            self._bench.history.pause()
            self._edit(with_labels_moved(draft, name, to), f"labels {name}")

    def _choose_scheme(self) -> None:
        path = self._page.schemes.identity()
        if isinstance(path, Path) and path != self._bench.path:
            self._bench.show(path)
            self.refresh()

    def _choose_category(self) -> None:
        key = self._page.categories.identity()
        if isinstance(key, int) and key != self._bench.key:
            self._bench.choose(key)
            self.refresh()

    def _go_to(self, hint: SchemeHint) -> None:
        draft = self._bench.draft
        for one in draft.categories if draft is not None else ():
            if " ".join(one.name.split()) == hint.category:
                self._bench.choose(one.key)
                self.refresh()
                self._page.category.about.setFocus()

    def _rename(self) -> None:
        self._page.category.name.setFocus()
        self._page.category.name.selectAll()

    def _connect(self) -> None:
        page = self._page
        page.schemes.currentItemChanged.connect(self._choose_scheme)
        page.categories.currentItemChanged.connect(self._choose_category)
        page.fields.name_typed.connect(self._type_name)
        page.fields.about_typed.connect(self._type_about)
        page.category.name_typed.connect(lambda text: self._type("name", text))
        page.category.about_typed.connect(lambda text: self._type("description", text))
        page.category.examples_typed.connect(lambda texts: self._type("examples", texts))
        page.add.clicked.connect(self._add)
        page.remove.clicked.connect(self._remove)
        page.up.clicked.connect(lambda: self._move(-1))
        page.down.clicked.connect(lambda: self._move(1))
        page.categories.add_wanted.connect(self._add)
        page.categories.remove_wanted.connect(self._remove)
        page.categories.rename_wanted.connect(self._rename)
        page.categories.move_wanted.connect(self._move)
        page.removed.moved.connect(self._move_labels)
        page.changes.hint_chosen.connect(self._go_to)
        self.previewing.found.connect(self._take_preview)
        keys = QShortcut(QKeySequence.StandardKey.Save, page)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(page.save.click)
