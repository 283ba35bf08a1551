"""A whole conversation in the real window, by keyboard, in a process of its own; ``crash`` ends it with a fault.

Run as ``python -m tests.check_window.conversation [crash]``. It prints, as JSON, every title the window had, what was
in the clipboard at the end, which facets were answered, what day was picked, what was on the shortlist, what was typed
for it, how many sheets were printed, and the one file that was saved on purpose.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from navigator.check.questions import FACETS
from tests.refer_window.printed import Dialog, FilePrinters
from ui.check.form import AgePart, AreaPart, ChoicesPart, Part
from ui.check.page import CheckPage
from ui.refer.sheets import SheetsView
from ui.shell import application
from ui.shell.main_window import MainWindow

TYPED = ("canaryword", "canaryplace", "canaryname")
NOTE, STORY, FRIEND, START = "canarynote", "canarystory", "canaryfriend", "canarystart"
"""A note on a stop, words of the person's own, the name of a number on a discreet sheet, and where they set out."""
AGE = "113"
BOROUGH = "Kensington and Chelsea"
DAY = date(2043, 11, 27)
"""Far from any other day that is written anywhere."""
MET = date(2043, 12, 4)
"""The day of an appointment."""
STARRED = ("refuge-national-domestic-abuse-helpline", "National Domestic Abuse Helpline")
_LONGEST_S = 60.0
_FIRST_PARTS = 5
_PLAIN = Qt.KeyboardModifier.NoModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Conversation:
    """A person's hands on the window, and what was seen meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.titles: set[str] = set()
        self.days: list[str] = []
        self.held: tuple[str, ...] = ()
        self.printed = 0
        self.saved = Path("saved-on-purpose.txt").absolute()

    def wait(self, until: Callable[[], object]) -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + _LONGEST_S
        while not until():
            assert time.monotonic() < end, "it did not happen in time"
            QApplication.processEvents()
            time.sleep(0.002)
        self.titles.add(self.window.windowTitle())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        """One key, wherever the keyboard is."""
        if QGuiApplication.focusWindow() is None:
            self.window.activateWindow()
            self.wait(QGuiApplication.focusWindow)
        QTest.keyClick(QGuiApplication.focusWindow(), key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Letters, wherever the keyboard is."""
        for letter in text:
            self.press(Qt.Key(ord(letter.upper())))

    def search(self) -> None:
        """Type in the boxes of Find, and in the list of commands."""
        page = self.window.find_page
        self.wait(lambda: page.inquiry.answered is not None and page.panel is not None)
        self.type(TYPED[0])
        self.wait(lambda: page.inquiry.answered == page.inquiry.asked)
        assert page.panel is not None
        page.panel.nearby.place.setFocus()
        self.type(TYPED[1])
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_K, _CONTROL)
        self.type(TYPED[2])
        self.press(Qt.Key.Key_Escape)
        self.wait(lambda: QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None)
        self.window.activateWindow()
        self.wait(lambda: QGuiApplication.focusWindow() is self.window.windowHandle())

    def answer(self) -> None:
        """Say something of every facet, as a form, and look at a place."""
        self.press(Qt.Key.Key_2, _ALT)
        page = self.window.check_page
        assert page is not None
        self.wait(lambda: page.talk.step is not None)
        self.press(Qt.Key.Key_4)
        self.wait(lambda: page.person.answers.needs)
        self._fill(page)
        self.wait(lambda: page.places.places.rows)
        page.places.enter()
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: page.places.reading)

    def follow(self) -> None:
        """Pick the day of a release, and look at a situation and at who there is to talk to."""
        self.press(Qt.Key.Key_3, _ALT)
        page = self.window.pathways_page
        assert page is not None
        self.wait(lambda: page.menu.filled)
        for kind, item_id in (("situation", "rough-sleeping-both"), ("who", ""), ("transition", "prison-release")):
            page.open(kind, item_id)
            self.wait(lambda: page.shown == (kind, item_id))  # noqa: B023 - waited for at once
        self.type(f"{DAY:%d/%m/%Y}")
        self.wait(lambda: page.panes.has_drawing)
        self.days = [str(day) for day in page.days]

    def refer(self) -> None:
        """Put two services on the shortlist, and make every sheet that something is typed for."""
        self.window.conversation.starred.toggle(*STARRED)
        self.press(Qt.Key.Key_2, _ALT)
        self.press(Qt.Key.Key_D, _CONTROL)
        self.press(Qt.Key.Key_4, _ALT)
        room = self.window.refer_page
        assert room is not None
        self.wait(lambda: all(room.knowing.before(one) for one in self.window.conversation.starred.ids))
        room.before.note.box.setFocus()
        self.type(NOTE)
        room.before.appointment.day.boxes[0].setFocus()
        self.type(f"{MET:%d/%m/%Y}")
        room.before.appointment.time.setFocus()
        self.type("1430")
        sheets = room.views.made_sheets()
        sheets._giving._printers = FilePrinters(Path("printed.pdf").absolute())
        sheets._giving._ask_file = Dialog(self.saved)
        self.press(Qt.Key.Key_P, _CONTROL)
        sheets.frame.options.place.setFocus()
        self.type(START)
        self.press(Qt.Key.Key_Return)
        self._save(sheets)
        self._be_discreet(sheets)
        self._say_it_once(sheets)
        self.held = self.window.conversation.person.held

    def forget(self) -> None:
        """Copy a sheet with a note on it, and forget everything."""
        room = self.window.refer_page
        assert room is not None
        assert room.views.sheets is not None
        sheets = room.views.sheets
        self.press(Qt.Key.Key_4, _ALT)
        sheets.choose("worker")
        self.wait(lambda: sheets.made)
        sheets.frame.bar.copy.setFocus()
        self.press(Qt.Key.Key_Space)
        assert NOTE in QGuiApplication.clipboard().text()
        self.press(Qt.Key.Key_Delete, _CONTROL | Qt.KeyboardModifier.ShiftModifier)

    def _save(self, sheets: SheetsView) -> None:
        """The worker's sheet, with the note on it: the one thing that is written down, as somebody asked for it."""
        sheets.choose("worker")
        self.wait(lambda: sheets.made)
        sheets.frame.bar.save.setFocus()
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: "Saved as" in sheets.frame.bar.told.text())

    def _be_discreet(self, sheets: SheetsView) -> None:
        sheets.choose("discreet")
        discreet = sheets.frame.discreet
        self.wait(lambda: discreet.offered)
        discreet.answers["seen"].setFocus()
        self.press(Qt.Key.Key_Space)
        box = discreet.names[0].box
        box.setFocus()
        box.clear()
        self.type(FRIEND)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: sheets.made is not None and FRIEND in sheets.made.text)
        self._print(sheets)

    def _say_it_once(self, sheets: SheetsView) -> None:
        """Words are typed, printed and forgotten; then typed again."""
        sheets.choose("words")
        for prints in (True, False):
            sheets.enter()
            self.type(STORY)
            self.wait(lambda: sheets.made is not None and STORY in sheets.made.text)
            if prints:
                self._print(sheets)

    def _print(self, sheets: SheetsView) -> None:
        sheets.frame.bar.print.setFocus()
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: "went to the printer" in sheets.frame.bar.told.text())
        self.printed += 1

    def go_round(self) -> None:
        """Use every other room, hide the screen, and come back."""
        for key, modifier in (
            (Qt.Key.Key_1, _ALT), (Qt.Key.Key_F8, _PLAIN), (Qt.Key.Key_F9, _PLAIN), (Qt.Key.Key_F9, _PLAIN),
            (Qt.Key.Key_F8, _PLAIN), (Qt.Key.Key_3, _ALT), (Qt.Key.Key_2, _ALT),
        ):  # fmt: skip
            self.press(key, modifier)
            self.wait(lambda: True)

    def _fill(self, page: CheckPage) -> None:
        self.press(Qt.Key.Key_A, _ALT)
        self.wait(lambda: page.talk.form is not None and len(page.talk.form.findChildren(Part)) > _FIRST_PARTS)
        form = page.talk.form
        assert form is not None
        form.private.setFocus()
        self.press(Qt.Key.Key_Space)
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: len(form.findChildren(Part)) == len(FACETS))
        for part in form.findChildren(Part):
            self._say(part)

    def _say(self, part: Part) -> None:
        """A yes to every choice but one, a no to that, or what can be typed."""
        if isinstance(part, AgePart):
            part.box.setFocus()
            self.type(AGE)
        elif isinstance(part, AreaPart):
            part.boroughs.box.setFocus()
            self.type(BOROUGH.partition(" ")[0])
            self.press(Qt.Key.Key_Return)
        elif isinstance(part, ChoicesPart):
            for number, row in enumerate(part.rows.values()):
                row.setFocus()
                self.press(Qt.Key.Key_Y if number else Qt.Key.Key_N)


def drive(window: MainWindow, *, crash: bool) -> None:
    """Hold the whole conversation, say what was seen, and close the window or fail."""
    hands = Conversation(window)
    hands.search()
    hands.answer()
    hands.follow()
    hands.refer()
    hands.go_round()
    page = window.check_page
    assert page is not None
    answers, starred = page.person.answers, window.conversation.starred.ids
    if not crash:
        hands.forget()
    seen = {
        "titles": sorted(hands.titles),
        "clipboard": QGuiApplication.clipboard().text(),
        "facets": sorted(answers.facets),
        "values": len(answers.yes),
        "days": hands.days,
        "starred": starred,
        "held": hands.held,
        "printed": hands.printed,
        "saved": str(hands.saved),
    }
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()
    if crash:
        said = {facet: answers.of(facet) for facet in answers.facets}
        QTimer.singleShot(0, lambda: said[f"{AGE} {said} {BOROUGH} {DAY} {NOTE} {starred}"])
        hands.wait(lambda: QApplication.activeModalWidget() is not None)
        os.abort()
    window.close()


def main(arguments: list[str]) -> int:
    """Open the window as the program does, and take the place of the person before it."""

    def person(_application: QApplication) -> int:
        (window,) = [top for top in QApplication.topLevelWidgets() if isinstance(top, MainWindow)]
        window.activateWindow()
        end = time.monotonic() + _LONGEST_S
        while QApplication.activeWindow() is not window and time.monotonic() < end:
            QApplication.processEvents()
        drive(window, crash="crash" in arguments)
        return 0

    QApplication.exec = person  # type: ignore[assignment, method-assign]
    return application.open_window(None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
