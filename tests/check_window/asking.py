"""Questions made by hand, and a page that asks them in their order, as the core would."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from navigator.check import Answers, Ask, Choice, NeedChoice, Question, Questions, Safety, View
from ui.shell.choice import ChoiceButton

PLAIN = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
BOROUGHS = (
    "Lambeth", "Southwark", "Lewisham", "Croydon", "Camden", "Hackney", "Islington", "Newham", "Brent", "Barnet",
    "Ealing", "Enfield", "Hammersmith and Fulham", "Waltham Forest",
)  # fmt: skip
OUT = ("low", "voices")


def question(facet: str, *choices: Choice, **other: Any) -> Question:
    given: dict[str, Any] = {
        "text": f"What about {facet}?",
        "why": f"Some places mind {facet}.",
        "worker": f"Ask gently about {facet}.",
        "intrusiveness": 1,
        "one_answer": False,
        "none": "",
    }
    return Question(facet=facet, choices=choices, **(given | other))


HOUSING = question(
    "housing",
    Choice("street", "On the street", ("hostel", "home")),
    Choice("hostel", "In a hostel", ("street", "home")),
    Choice("home", "At home", ("street", "hostel")),
    one_answer=True,
)
FEELING = question(
    "mental-health",
    Choice("low", "Low a lot"),
    Choice("voices", "Hearing voices"),
    Choice("none", "All right", OUT),
)
FAMILY = question("family", Choice("children", "Children with you"), Choice("pet", "A dog"), none="Just you")
PRISON = question("criminal-justice", Choice("leaver", "Out of prison"), Choice("none", "No"), intrusiveness=4)
WORDS = Questions(
    needs=(
        NeedChoice("home", "Somewhere to live", ("homelessness", "housing")),
        NeedChoice("food", "Food & money", ("food",)),
    ),
    safety=Safety("Is it safe to talk here?", "It is private.", "Only alone.", "Yes, it is safe", "No, not here"),
    questions=(question("age"), question("area", none="Somewhere else"), HOUSING, FEELING, FAMILY, PRISON),
    needs_text="What would help most?",
    privacy="Navigator saves nothing about a person.",
    leave_out="You can leave out any question.",
    choose_one="Choose one.",
    choose_any="Choose any.",
    rather_not="Rather not say",
    skip="Skip for now",
    not_here="Nothing private will be asked here.",
    enough="You know enough",
    enough_says="Take your time.",
)


def ask(facet: str) -> Ask:
    asked = WORDS.question(facet)
    names = tuple(Choice(name, name) for name in BOROUGHS)
    return Ask(asked, names if facet == "area" else asked.choices, 1, facet)


def view(facet: str | None, *, safety_first: bool = False, more: bool = False) -> View:
    return View((), {}, ask(facet) if facet else None, safety_first, 0, "" if facet else WORDS.enough, more)


def next_view(answers: Answers, *, safe: bool | None) -> View:
    """Asks whatever was not spoken of, in its order."""
    done = answers.facets | answers.declined | answers.skipped
    for each in WORDS.questions:
        if each.facet not in done and not (each.sensitive and safe is False):
            return view(each.facet, safety_first=each.sensitive and safe is None)
    return view(None)


def shown_whole(qtbot: QtBot, widget: QWidget, size: tuple[int, int] = (620, 760)) -> None:
    """Show a widget as a window of its own that has the keyboard."""
    qtbot.addWidget(widget)
    widget.resize(*size)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is widget)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """A key as the keyboard sends it: to the window in front, whatever in it has the focus."""
    window = QGuiApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    QTest.keyClick(window, key, modifier)


def type_words(text: str) -> None:
    for letter in text:
        window = QGuiApplication.focusWindow()
        assert window is not None, "no window has the keyboard"
        QTest.keyClick(window, ord(letter))


def buttons(within: QWidget) -> dict[str, ChoiceButton]:
    """The big buttons in sight, by their words."""
    return {one.label: one for one in within.findChildren(ChoiceButton) if one.isVisibleTo(within)}


def said(within: QWidget) -> dict[str, bool | None]:
    return {label: one.said for label, one in buttons(within).items()}


def words_in(widget: QWidget) -> str:
    """All that can be read on a widget, one label a line."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def of(answers: Answers, facet: str) -> tuple[set[str], set[str]]:
    """What of a facet was said yes to, and what no to."""
    yes, no = answers.of(facet)
    return set(yes), set(no)
