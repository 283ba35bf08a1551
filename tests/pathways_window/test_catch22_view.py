"""Rules that block one another: the loop, how to break it, what to quote, where it bites, and where that comes from."""

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from navigator.check.guidance import CHECK, OUR_REASONING
from navigator.pathways.catch22s import Catch22
from navigator.pathways.situations import read_principles
from tests.check_window.asking import shown_whole
from tests.pathways_window.samples import CATCH22S, SITUATIONS, TRANSITIONS, bites, quoted, read_on
from ui.pathways.catch22_view import Catch22View
from ui.shell.folding import Fold
from ui.shell.parts import Link

NAMES = {
    **{("situation", one.id): one.name for one in SITUATIONS.values()},
    **{("transition", one.id): one.name for one in TRANSITIONS.values()},
}


@pytest.fixture
def view(qtbot: QtBot) -> Catch22View:
    made = Catch22View()
    shown_whole(qtbot, made)
    return made


@pytest.mark.parametrize("one", CATCH22S.values(), ids=CATCH22S)
def test_all_of_every_catch_22_is_read(view: Catch22View, one: Catch22) -> None:
    view.show_catch22(one, quoted(one.guidance), NAMES)
    read = read_on(view)
    assert one.name in read
    assert one.how_to_break_it in read
    assert all(part in read for part in one.loop)
    assert all(source.says in read for source in one.sources)
    assert (CHECK in read) == (one.confidence != "seen")
    assert one.sources or OUR_REASONING in read
    assert all(NAMES[kind, name] in read for kind, name, _ in bites(one))


def test_guidance_is_behind_a_press(view: Catch22View) -> None:
    one = next(one for one in CATCH22S.values() if len(one.guidance) > 1)
    view.show_catch22(one, quoted(one.guidance), NAMES)
    pieces = quoted(one.guidance)
    assert pieces[0].words not in read_on(view)
    next(fold for fold in view.findChildren(Fold) if "Guidance" in fold.text()).click()
    assert all(piece.words in read_on(view) for piece in pieces)


def test_where_no_guidance_fits_it_says_so(view: Catch22View) -> None:
    one = next(one for one in CATCH22S.values() if one.guidance)
    view.show_catch22(one, (), NAMES)
    assert "None of the guidance here is written for what was said in Check." in read_on(view)


def test_where_it_bites_is_a_press_away(qtbot: QtBot, view: Catch22View) -> None:
    one = next(one for one in CATCH22S.values() if one.bites.steps)
    view.show_catch22(one, (), NAMES)
    kind, name, n = bites(one)[0]
    with qtbot.waitSignal(view.item_asked) as asked:
        links = view.findChildren(Link)
        next(link for link in links if link.accessibleName() == f"Step {n} of: {NAMES[kind, name]}").click()
    assert asked.args == [kind, name, n]


def test_principles_are_read_with_their_sources(view: Catch22View) -> None:
    claims = read_principles()
    view.show_principles(claims)
    read = read_on(view)
    for claim in claims:
        assert claim.text in read
        assert all(source.says in read for source in claim.sources)


def test_a_screen_reader_hears_what_is_shown(view: Catch22View) -> None:
    one = next(iter(CATCH22S.values()))
    view.show_catch22(one, (), NAMES)
    heard = QAccessible.queryAccessibleInterface(view)
    assert heard is not None
    assert heard.text(QAccessible.Text.Name) == one.name


def test_it_forgets(view: Catch22View) -> None:
    one = next(iter(CATCH22S.values()))
    view.show_catch22(one, (), NAMES)
    view.forget()
    assert one.name not in read_on(view)
    assert not view.accessibleName()
