"""What to know before sending someone to one service: what weighs most first, whom to ring and what to ask."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from navigator.find.wording import ended
from ui.check.next_steps import NextSteps
from ui.refer.note import Appointment, Note
from ui.refer.signs import TONES, SignHeading
from ui.shell.copying import take_back
from ui.shell.flow import beside
from ui.shell.parts import Band, Block, Link, from_page, stack
from ui.shell.scroll import Scroll
from ui.shell.text import Button, Heading, Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.find.parts import Part
    from navigator.refer.before import Before
    from navigator.refer.cautions import Caution
    from navigator.refer.shortlist import Stop

_TITLE: Final = "Before you send someone"
_LOOKING: Final = "Looking at what is known of it now."
_NOTHING: Final = "We know of nothing that stands against it. Facts change, so it is as well to ring first."
_ASKS: Final = "What to ask first"
_RING: Final = "Who to ring"
_WHOLE: Final = "Read the whole listing"
_BIG: Final = 1.5
_SPOKEN: Final = 1.15


class BeforeView(Scroll):
    """One stop: its cautions by weight, what to ask, the numbers, then what the worker notes and what others told.

    ``noted`` has the words and ``met`` the appointment that somebody noted, ``listing_asked`` the id of a listing.
    """

    noted = Signal(str)
    met = Signal(object)
    listing_asked = Signal(str)

    def __init__(self, today: Callable[[], date], told: Sequence[QWidget] = (), after: Sequence[QWidget] = ()) -> None:
        """``today`` gives the day; ``told`` stands before what the worker notes, ``after`` below it."""
        super().__init__()
        self.shown: Before | None = None
        self._name = self._copied = ""
        self.note, self.appointment = Note(), Appointment(today)
        self._said = QWidget()
        self._saying = QVBoxLayout(self._said)
        self._saying.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None
        self.fill((self._said, *told, self.note, self.appointment, *after), _TITLE)
        self.note.changed.connect(self.noted)
        self.appointment.changed.connect(self.met)

    def show_stop(self, stop: "Stop", before: "Before | None") -> None:
        """Show a stop and what is known of it, None for not yet; the same one stays where it was read to."""
        new = stop.id != self._name
        self._name = stop.id
        if new:
            self.appointment.forget()
        self.note.show_note(stop.note)
        self.appointment.show_at(stop.appointment)
        if new or before != self.shown:
            self.shown = before
            self._replace(self._blocks(before) if before else _waiting(stop))
            self.setAccessibleName(f"{_TITLE}: {stop.name}")
        if new:
            self.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was noted; what was copied from here leaves the clipboard too."""
        self.shown, self._name = None, ""
        self.note.show_note("")
        self.appointment.forget()
        self._replace(())
        self.setAccessibleName(_TITLE)
        take_back(self._copied)
        self._copied = ""

    def _remember(self, text: str) -> None:
        self._copied = text

    def _replace(self, blocks: "Sequence[Block] | Iterator[Block]") -> None:
        """Show these parts; the keyboard does not go with the ones that go."""
        old, focus = self._content, QApplication.focusWidget()
        if old is not None:
            if focus is not None and old.isAncestorOf(focus):
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            old.hide()
            old.deleteLater()
        self._content = content = QWidget()
        layout = QVBoxLayout(content)
        stack(content, layout, blocks)
        give_room(content, layout, between=0.7)
        self._saying.addWidget(content)
        content.show()

    def _blocks(self, before: "Before") -> Iterator[Block]:
        run_by = before.organization
        yield [
            Text(before.name, size=1.4, bold=True, selectable=True),
            *([Text(run_by, role=QUIET, selectable=True)] if run_by not in before.name else ()),
            *([Text(ended(before.opening), bold=True, selectable=True)] if before.opening else ()),
        ]
        yield [Heading(_TITLE)]
        graded: dict[tuple[str, str], list[Caution]] = {}
        for caution in before.cautions:
            graded.setdefault((caution.grade, caution.label), []).append(caution)
        for (grade, label), cautions in graded.items():
            yield [Band(TONES[grade], _graded(grade, label, cautions))]
        if not before.cautions:
            yield [Text(_NOTHING, selectable=True)]
        if before.ring:
            yield [Heading(_RING), *self._numbers(before.ring)]
        if before.asks:
            yield [Heading(_ASKS), *(Text(f"\N{BULLET} {ask}", size=_SPOKEN, selectable=True) for ask in before.asks)]
        if not before.gone:
            yield [self._whole(before)]

    def _numbers(self, parts: "Sequence[Part]") -> Iterator[QWidget]:
        """Each number with the button that copies it, and what its line is for."""
        steps = NextSteps(self._remember, self.listing_asked.emit)
        for part in parts:
            if part.kind == "phone":
                yield steps.number(part.text, part.note, size=_BIG)
                if part.note:
                    yield Text(f"{part.note[:1].upper()}{part.note[1:]}", role=QUIET, selectable=True)
            elif part.kind == "listing":
                link = Link(part.text)
                link.clicked.connect(partial(self.listing_asked.emit, part.target))
                yield link
            else:
                yield Text(part.text, selectable=True)

    def _whole(self, before: "Before") -> QWidget:
        reads = Button(_WHOLE)
        reads.setAccessibleDescription("Opens it in Find.")
        reads.clicked.connect(partial(self.listing_asked.emit, before.id))
        return beside(reads)


def _waiting(stop: "Stop") -> Iterator[Block]:
    yield [Text(stop.name, size=1.4, bold=True, selectable=True)]
    yield [Text(_LOOKING, role=QUIET)]


def _graded(grade: str, label: str, cautions: "Sequence[Caution]") -> Iterator[Block]:
    """The cautions of one weight: the words for it, then each with what to do and where it comes from."""
    heading: list[QWidget] = [SignHeading(grade, label)]
    for caution in cautions:
        yield [
            *heading,
            Text(ended(caution.says), bold=grade != "know", selectable=True),
            *([Text(ended(caution.do), selectable=True)] if caution.do else ()),
            *([from_page(caution.source, caution.url)] if caution.source else ()),
        ]
        heading = []
