"""One place with its reasons: the rules as sentences, what to ask, the number, and what to do about a no."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from navigator.check.advice import Challenge
from navigator.find.parts import Part
from tests.check_window.samples import (
    advice,
    application,
    card,
    detail,
    guidance,
    next_step,
    other_place,
    statement,
)
from ui.check.reasons import Reasons
from ui.shell.copying import Copy
from ui.shell.folding import Folding

FITS = statement("For people aged 18 or over. You said: 34.", "met")
AREA = statement("Covers Lambeth. You said: Lambeth.", "met", source="the areas it covers (About us, June 2024)")
WOMEN = statement("Only for: women. You said: man.", "unmet", note="Women only since 1995")
DRINKS = statement("May refuse because of drinking. You said: drinking.", "unmet", contested=True, hard=False)
GP = statement("Only for: people with a GP there.", "unknown")


@pytest.fixture
def reasons(qtbot: QtBot) -> Reasons:
    made = Reasons()
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture(autouse=True)
def _clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.clipboard().clear()


def said(reasons: Reasons) -> list[str]:
    """What can be read, from top to bottom."""
    return [label.text() for label in reasons._reading.findChildren(QLabel) if label.isVisibleTo(reasons)]


def pressed(reasons: Reasons, words: str) -> QAbstractButton:
    """What is pressed with these words on it; the first where there are several."""
    return next(one for one in reasons.findChildren(QAbstractButton) if one.text() == words)


def test_a_place_to_try_says_why(reasons: Reasons) -> None:
    reasons.show_detail(detail(card(because="You fit its rules."), [FITS, AREA]))
    told = said(reasons)
    assert told[0] == "Ace of Clubs"
    assert "Walk in now, until 15:00 (hours from June 2024)." in told
    why = told[told.index("Why this place") :]
    assert why[1:7] == [
        "You fit its rules.",
        "This fits",
        FITS.text,
        "From: Their page, June 2024.",
        AREA.text,
        "From: the areas it covers (About us, June 2024).",
    ]
    assert "If they refuse" not in told


def test_a_source_is_said_once_for_rules_that_follow_one_another(reasons: Reasons) -> None:
    reasons.show_detail(detail(statements=[FITS, statement("For women.", "met")]))
    assert f"{FITS.text}\nFor women." in said(reasons)
    assert said(reasons).count("From: Their page, June 2024.") == 1


def test_what_matters_most_comes_first(reasons: Reasons) -> None:
    rules = [FITS, GP, statement("Ask about fires.", "also-ask"), DRINKS, statement("First for: women.", "first-for")]
    reasons.show_detail(detail(card(outcome="worth-asking"), rules))
    titles = ("This may be in the way", "Not known yet", "Only they can say", "This may put you first", "This fits")
    assert [text for text in said(reasons) if text in titles] == list(titles)


def test_the_number_is_big_and_can_be_copied(reasons: Reasons, qtbot: QtBot, qapp: QApplication) -> None:
    reasons.show_detail(detail())
    number = next(label for label in reasons.findChildren(QLabel) if label.text() == "020 7733 7866")
    assert number.font().pointSizeF() > 1.5 * reasons.font().pointSizeF()
    copy = pressed(reasons, "Copy")
    assert copy.accessibleName() == "Copy 020 7733 7866, Ace of Clubs"
    with qtbot.waitSignal(reasons.copied):
        copy.click()
    assert qapp.clipboard().text() == "02077337866"
    assert "The door, 9 to 5." in said(reasons)


def test_without_a_number_there_is_another_way(reasons: Reasons, qtbot: QtBot) -> None:
    ring = (Part("text", "We found no number of its own."), Part("listing", "See Spires", target="spires"))
    reasons.show_detail(detail(ring=ring))
    assert "We found no number of its own." in said(reasons)
    with qtbot.waitSignal(reasons.listing_asked) as asked:
        pressed(reasons, "See Spires").click()
    assert asked.args == ["spires"]


def test_what_to_ask_is_ready_to_read_out(reasons: Reasons) -> None:
    reasons.show_detail(detail(card(outcome="worth-asking"), [GP], ["Do you only take people with a GP there?"]))
    told = said(reasons)
    assert told[told.index("Ask them") + 1] == "“Do you only take people with a GP there?”"
    assert told.index("020 7733 7866") < told.index("Ask them") < told.index("Why it is worth asking")


def test_it_says_whether_anybody_checked(reasons: Reasons) -> None:
    for words, nobody in (("Checked on 1 June.", False), ("Nobody has checked this.", True)):
        reasons.show_detail(detail(checked=words, unchecked=nobody))
        shown = next(label for label in reasons.findChildren(QLabel) if label.text() == words)
        assert shown.font().bold() == nobody


def test_unknown_hours_are_said_to_be_unknown(reasons: Reasons) -> None:
    reasons.show_detail(detail(card(opening="", state="unknown")))
    assert "We do not know when it is open. Ask before you set out." in said(reasons)


def test_a_place_with_no_rules_says_so(reasons: Reasons) -> None:
    reasons.show_detail(detail())
    assert "Their page states no rule about who can come." in said(reasons)


def test_a_warning_is_kept(reasons: Reasons) -> None:
    reasons.show_detail(detail(card(mark="Check it still runs")))
    assert "Check it still runs." in said(reasons)


def test_the_whole_listing_is_a_press_away(reasons: Reasons, qtbot: QtBot) -> None:
    reasons.show_detail(detail(card("Spires")))
    with qtbot.waitSignal(reasons.listing_asked) as asked:
        pressed(reasons, "Open the whole listing").click()
    assert asked.args == ["spires"]


def test_what_looks_like_markup_is_shown_as_it_is(reasons: Reasons) -> None:
    reasons.show_detail(detail(card(because="<b>Bold</b>"), [statement("<i>Rule</i>", "met", note="<u>n</u>")]))
    assert {"<b>Bold</b>", "<i>Rule</i>"} <= set(said(reasons))
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in reasons.findChildren(QLabel))


# What their rules say no to


def test_a_no_says_which_rule_and_what_to_do_in_order(reasons: Reasons) -> None:
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN, FITS], advice=advice()))
    told = said(reasons)
    assert told[told.index("Their rules say no") + 1 :][:2] == [
        WOMEN.text,
        "Women only since 1995.\nFrom: Their page, June 2024.",
    ]
    steps = ["1. Challenge it", "2. Try another service", "3. Ask for a joint appointment"]
    steps.append("4. Something that could change their answer")
    assert [text for text in told if text in steps] == steps
    assert told.index(steps[-1]) < told.index("To reach them") < told.index("What else their page says")
    assert told.count(WOMEN.text) == 1


def test_a_step_that_is_not_there_is_not_counted(reasons: Reasons) -> None:
    only = advice(challenges=(), joint=None, changes=())
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], advice=only))
    assert "Try another service" in said(reasons)
    assert not [text for text in said(reasons) if text.startswith("1.")]


def test_there_is_always_a_next_step(reasons: Reasons) -> None:
    last = advice(challenges=(), others=(), joint=None, changes=(), next_step=next_step())
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], advice=last))
    told = said(reasons)
    assert told[told.index("If no other service comes to mind") + 1] == "A helpline that anybody can ring."
    assert "116 123" in told
    assert pressed(reasons, "Samaritans").isVisible()


def test_words_to_say_are_there_to_copy(reasons: Reasons, qapp: QApplication) -> None:
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], advice=advice()))
    assert f"“{guidance(1).words}”" in said(reasons)
    pressed(reasons, "Copy the words").click()
    assert qapp.clipboard().text() == guidance(1).words


def test_further_guidance_is_behind_a_press(reasons: Reasons) -> None:
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], advice=advice()))
    assert f"“{guidance(2).words}”" not in said(reasons)
    further = reasons.findChildren(Folding)[0].press
    further.click()
    assert f"“{guidance(2).words}”" in said(reasons)
    further.click()
    assert f"“{guidance(2).words}”" not in said(reasons)
    further.click()
    assert said(reasons).count(f"“{guidance(2).words}”") == 1


def test_guidance_for_two_rules_is_quoted_once(reasons: Reasons) -> None:
    twice = tuple(Challenge((), (guidance(1),), None, "Ask for it in writing.") for _ in range(2))
    shown = detail(card(outcome="worth-asking"), [DRINKS], advice=advice(challenges=twice))
    reasons.show_detail(shown)
    assert said(reasons).count(f"“{guidance(1).words}”") == 1
    assert not reasons.findChildren(Folding)
    assert "If they refuse" in said(reasons)


def test_a_rule_that_can_be_challenged_says_so(reasons: Reasons) -> None:
    reasons.show_detail(detail(card(outcome="worth-asking"), [DRINKS]))
    assert [text for text in said(reasons) if text.startswith("This can be challenged")]


def test_where_anyone_may_apply_the_words_to_say_are_the_law(reasons: Reasons) -> None:
    apply = Challenge((), (), application(), "Anyone may apply. Ask for the decision in writing.")
    shown = advice(challenges=(apply,))
    reasons.show_detail(detail(card("Council", "worth-asking"), [WOMEN], advice=shown))
    told = said(reasons)
    assert "Anyone may apply. Ask for the decision in writing." in told
    assert "From: Housing Act 1996, sections 183 and 184 (28 April 2022)." in told
    assert "“I am making an application.”" in told


def test_another_service_is_a_press_away(reasons: Reasons, qtbot: QtBot) -> None:
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], advice=advice()))
    with qtbot.waitSignal(reasons.place_asked) as asked:
        pressed(reasons, other_place().name).click()
    assert asked.args == ["spires"]


def test_a_source_opens_outside(reasons: Reasons, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda address: opened.append(address.toString()))
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], advice=advice()))
    link = pressed(reasons, "Open the page (needs a network)")
    assert link.accessibleDescription() == guidance(1).page.url
    link.click()
    assert opened == [guidance(1).page.url]


# The page


def test_the_same_reasons_stay_where_they_were_read_to(reasons: Reasons) -> None:
    reasons.resize(400, 200)
    first = detail(card("Eaves", "says-no"), [WOMEN], advice=advice())
    reasons.show_detail(first)
    bar, page = reasons._reading.verticalScrollBar(), reasons._reading.widget()
    QApplication.processEvents()
    bar.setValue(50)
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], advice=advice()))
    assert reasons._reading.widget() is page
    assert bar.value() == 50
    reasons.show_detail(detail(card("Spires")))
    assert bar.value() == 0


def test_other_answers_leave_the_reader_near_where_they_were(reasons: Reasons) -> None:
    reasons.resize(400, 200)
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], advice=advice()))
    QApplication.processEvents()
    bar = reasons._reading.verticalScrollBar()
    bar.setValue(50)
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN, GP], advice=advice()))
    QApplication.processEvents()
    assert bar.value() == 50


@pytest.mark.parametrize("way", ["escape", "button"])
def test_there_is_a_way_back(reasons: Reasons, qtbot: QtBot, way: str) -> None:
    reasons.show_detail(detail())
    reasons.enter()
    with qtbot.waitSignal(reasons.left):
        if way == "escape":
            QTest.keyClick(reasons._reading, Qt.Key.Key_Escape)
        else:
            reasons.back.click()


def test_everything_to_press_has_a_name_and_is_reached(reasons: Reasons) -> None:
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], ["Is that so?"], advice=advice()))
    for one in reasons.findChildren(QAbstractButton):
        assert one.accessibleName() or one.text()
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus or not one.isVisible()
    names = [one.accessibleName() for one in reasons.findChildren(Copy)]
    assert len(set(names)) >= len({one.copies for one in reasons.findChildren(Copy)})


def test_the_page_is_named_after_the_place(reasons: Reasons) -> None:
    reasons.show_detail(detail(card("Spires")))
    assert reasons._reading.accessibleName() == "About Spires"
    reasons.forget()
    assert not reasons._reading.accessibleName()
    assert not said(reasons)


def test_lines_stay_short_enough_to_read(reasons: Reasons) -> None:
    reasons.show_detail(detail())
    reasons.resize(3000, 700)
    page = reasons._reading.widget()
    assert page is not None
    QApplication.processEvents()
    before = page.width()
    assert before < 2000
    font = reasons.font()
    font.setPointSizeF(1.5 * font.pointSizeF())
    reasons.setFont(font)
    QApplication.processEvents()
    assert page.width() > before
