"""Several edits of which a later one cannot be made."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.places import Place
from app.desktop.theme_answers import fulfilled
from app.desktop.theme_questions import EditThemes
from app.desktop.window import Window
from app.records import PostroomError, ThemeEdit, ThemeEditKind
from tests.desktop.scripted import ScriptedPostroom, big_case
from tests.desktop.scripted_themes import ScriptedThemes, ThemesState, found_state

REFUSED = PostroomError("This name is taken.", "Choose another.")


class Refusing(ScriptedThemes):
    """Makes so many edits and then no more."""

    def __init__(self, state: ThemesState, most: int) -> None:
        super().__init__(state, lambda milliseconds: None, read_only=False)
        self._most = most

    def edit(self, edit: ThemeEdit):
        self._most -= 1
        if self._most < 0:
            raise REFUSED
        return super().edit(edit)


NAMES = ("Dark streets", "Holes", "Bins")
WISH = EditThemes(
    edits=tuple(
        ThemeEdit(kind=ThemeEditKind.RENAME, themes=(key,), name=name)
        for key, name in enumerate(NAMES, start=1)
    )
)


def given(report) -> set[str]:
    return {theme.name for theme in report.themes} & set(NAMES)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_edits_that_were_made_are_shown_with_the_problem_of_the_next(most: int):
    done = fulfilled(Refusing(found_state(), most), WISH)
    assert given(done.report) == set(NAMES[:most])
    assert done.problem is (REFUSED if most < 3 else None)


def test_where_nothing_was_made_there_is_a_problem_and_nothing_else():
    with pytest.raises(PostroomError, match="taken"):
        fulfilled(Refusing(found_state(), 0), WISH)


def test_the_screen_shows_both(
    qtbot: QtBot,
    window: Window,
    postroom: ScriptedPostroom,
    monkeypatch: pytest.MonkeyPatch,
):
    path = postroom.default_case_folder / "311.postroom"
    postroom.cases[path] = big_case(40)
    postroom.cases[path].themes = found_state()
    path.touch()
    window.conductor.open_case(path)
    qtbot.waitUntil(window.parts.actions.places[Place.THEMES].isEnabled)
    window.parts.actions.places[Place.THEMES].trigger()
    page = window.conductor.theming.page
    qtbot.waitUntil(lambda: page.report is not None)
    kept = ScriptedThemes.edit

    def edit(themes: ScriptedThemes, wanted: ThemeEdit):
        if wanted.name == NAMES[1]:
            raise REFUSED
        return kept(themes, wanted)

    monkeypatch.setattr(ScriptedThemes, "edit", edit)
    window.parts.session.work_on_themes(WISH)
    qtbot.waitUntil(lambda: page.banner.what.text() == REFUSED.what)
    assert page.report is not None
    assert given(page.report) == {NAMES[0]}
