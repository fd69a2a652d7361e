"""Schemes in real files of a temporary folder, and a case that is tried on them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.records import (
    CategoryCount,
    ConfirmedText,
    Item,
    ItemMove,
    Phase,
    PostroomError,
    Scheme,
    SchemeHint,
    SchemePreview,
    Step,
    Verdict,
)
from app.startup.places import Places
from app.startup.scheme_shelf import SchemeShelf
from app.startup.scheme_writing import scheme_text


@dataclass
class CategoriesState:
    """What previews say, and what was asked of them.

    Attributes:
        labels: Corrected texts by the name they were put under.
        confirmed: Items that people have put into a category.
        hints: What a preview says may be mended.
        problem: Raised by a preview.
        tried: The schemes that were tried, in order.
        rests: How often nobody looked any more.
        closely: Whether the last one was looked at closely.
    """

    labels: dict[str, int] = field(default_factory=dict)
    confirmed: tuple[ConfirmedText, ...] = ()
    hints: tuple[SchemeHint, ...] = ()
    problem: PostroomError | None = None
    tried: list[Scheme] = field(default_factory=list)
    rests: int = 0
    closely: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class ScriptedCategories:
    """An item moves where its category is gone, to the first one that is there."""

    def __init__(
        self,
        state: CategoriesState,
        items: Sequence[Item],
        verdicts: Mapping[int, Verdict],
        names: Sequence[str],
    ) -> None:
        self._state = state
        self._items = items
        self._verdicts = verdicts
        self._names = names
        self.found: SchemePreview | None = None

    def preview(self, scheme: Scheme) -> Iterator[Step]:
        yield Step(phase=Phase.DECIDING, done=0, total=len(self._items))
        self.found = self.look(scheme)

    def look(self, scheme: Scheme, *, closely: bool = True) -> SchemePreview:
        if self._state.problem is not None:
            raise self._state.problem
        with self._state.lock:
            self._state.tried.append(scheme)
            self._state.closely = closely
        was: dict[str, int] = {}
        will: dict[str, int] = {}
        moves = []
        for item in self._items:
            before = self._verdicts[item.key].category or ""
            now = scheme.now_called(before)
            after = now or scheme.names[0]
            was[now or before] = was.get(now or before, 0) + 1
            will[after] = will.get(after, 0) + 1
            if now is None:
                moves.append(
                    ItemMove(
                        item=item.key,
                        document="requests november.xlsx",
                        place=f"Requests, row {item.place.row}",
                        text=item.text,
                        before=before,
                        after=after,
                        probability=0.6,
                    )
                )
        old = {scheme.now_called(name) or name for name in self._names}
        gone = [name for name in was if name not in scheme.names]
        return SchemePreview(
            fingerprint=scheme.fingerprint,
            items=len(self._items),
            moved=len(moves),
            moves=tuple(moves),
            counts=(
                *(
                    CategoryCount(
                        name=name,
                        before=was.get(name, 0) if name in old else None,
                        after=will.get(name, 0),
                    )
                    for name in scheme.names
                ),
                *(CategoryCount(name=one, before=was[one], after=None) for one in gone),
            ),
            hints=self._state.hints,
        )

    def label_counts(self, scheme: Scheme) -> tuple[tuple[str, int], ...]:
        del scheme
        return tuple(self._state.labels.items())

    def confirmed(self, scheme: Scheme) -> tuple[ConfirmedText, ...]:
        del scheme
        return self._state.confirmed

    def rest(self) -> None:
        with self._state.lock:
            self._state.rests += 1


@dataclass
class SchemeFolders:
    """A real shelf: schemes that came with the program, and a folder of one's own."""

    home: Path
    shipped: Sequence[tuple[str, Scheme]]

    def __post_init__(self) -> None:
        self._shipped.mkdir(parents=True, exist_ok=True)
        for stem, scheme in self.shipped:
            path = self._shipped / f"{stem}.toml"
            path.write_text(scheme_text(scheme), encoding="utf-8")

    @property
    def _shipped(self) -> Path:
        return self.home / "shipped" / "resources" / "schemes"

    @property
    def own(self) -> Path:
        return (self.home / "data" / "schemes").resolve()

    def listed(self) -> tuple[tuple[str, Path], ...]:
        found: dict[str, Path] = {}
        for folder in (self.own, self._shipped):
            for path in sorted(folder.glob("*.toml")):
                found.setdefault(path.stem, path)
        return tuple(found.items())

    def shelf(
        self, memory_path: Callable[[Scheme], Path | None] = lambda _: None
    ) -> SchemeShelf:
        places = Places(shipped=self.home / "shipped", data=self.home / "data")
        return SchemeShelf(places, self.listed, memory_path)
