"""Where a sheet is chosen, seen as it will be, and printed, saved or copied."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.check.answers import Answers
from navigator.refer.wish import FEW, NOBODY, Kind, Wish
from ui.refer.asking import Answer, Offered, Reminders, answer, offered, reminders
from ui.refer.frame import Frame
from ui.refer.giving import Giving
from ui.refer.paper import Made, draw_page, usual_paper
from ui.refer.printing import Found, Printers
from ui.refer.saving import PDF, SHEETS
from ui.shell.saving import AskFile, ask_file
from ui.shell.saying import sentence
from ui.shell.tabbing import next_stop
from ui.shell.turns import draw_between
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.directory import Place
    from navigator.find.menu import Found as FoundPlace
    from navigator.pathways import Timeline
    from navigator.refer.refer import Refer
    from navigator.refer.shortlist import Stop
    from ui.find.desk import Desk

_SHEET, _PAGE, _PLACE = "refer-sheet", "refer-page", "refer-place"
_FORGOTTEN: Final = "The words are forgotten."

Act = Callable[[Made], None]


class SheetsView(QWidget):
    """The sheets of some stops. What is held of a person is in memory only, until ``forget``."""

    left = Signal()
    """Somebody is done here."""
    said = Signal(str)
    """What was done, or why it could not be, in a sentence or two."""
    noted = Signal(bool)
    """Whether words are held that somebody typed: their own, a name for a number, or a place to set out from."""

    def __init__(self, work: "Work[Desk]", printers: Printers | None = None, ask: AskFile = ask_file) -> None:
        """Look things up over ``work``; ``printers`` are this computer's, and ``ask`` asks where to save."""
        super().__init__()
        self._work = work
        self._stops: tuple[Stop, ...] = ()
        self._answers = NOBODY
        self._origin: Place | None = None
        self._timeline: Timeline | None = None
        self._kind: Kind = "person"
        self._made: Made | None = None
        self._reminders: Reminders | None = None
        self._then: Act | None = None
        self._found: Found | None = None
        self._safe = False
        self.frame: Final = Frame(self._draw)
        self._giving: Final = Giving(work, printers or Printers(), ask, self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.frame)
        layout.setContentsMargins(0, 0, 0, 0)
        self._connect()

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        return self.frame.parts

    @property
    def kind(self) -> "Kind":
        """The kind of sheet that is shown."""
        return self._kind

    @property
    def made(self) -> Made | None:
        """The sheet that is shown, None while there is none."""
        return self._made

    def open_for(
        self, stops: "Sequence[Stop]", answers: Answers, kind: Kind = "person", timeline: "Timeline | None" = None
    ) -> None:
        """Show a kind of sheet for these stops; Enter prints it. ``timeline`` is of a transition, for the calendar.

        Nothing stays of what was shown before but words of a person's own: they are told once, for every service.
        """
        self._begin()
        self._take(stops, answers, timeline)
        self.frame.show_kind(kind)
        draw_between()
        self._giving.look()
        self.choose(kind)
        self.enter()

    def keep_up(self, stops: "Sequence[Stop]", answers: Answers, timeline: "Timeline | None") -> None:
        """Show the same kind of sheet for these stops, where they are others now; words of a person's own stay."""
        if (tuple(stops), answers, timeline) != (self._stops, self._answers, self._timeline):
            self._origin = None
            self._take(stops, answers, timeline)
            self.frame.begin_discreet()
            self.choose(self._kind)

    def renew(self) -> None:
        """Make the sheet that is shown of the facts as they are now."""
        if self._stops:
            self._ask()

    def be_ready(self) -> None:
        """Take the keyboard to what prints, or saves; first to what is to be answered, where something is."""
        first = self.frame.bar.first
        if first is None or self.frame.warned:
            self.enter()
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Take the keyboard to what one does first: print, or answer what is asked."""
        if self.frame.warned:
            self.frame.warning_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._kind == "discreet" and self.frame.discreet.answer != "seen":
            self.frame.discreet.enter()
        elif self._kind == "words":
            self.frame.words.enter()
        elif (first := self.frame.bar.first) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_part(self) -> None:
        """Take the keyboard from which sheet it is to what is done with it, on to the sheet itself, and around."""
        frame = self.frame
        stops = [(frame.kinds, frame.kinds.enter), (frame.bar, self.be_ready), (frame.body, frame.enter_body)]
        next_stop(stops)()

    def choose(self, kind: "Kind") -> None:
        """Show this kind of sheet."""
        self._kind = kind
        self._drop_sheet()
        self.frame.warn(False)
        self.frame.show_as_text(False)
        self.frame.show_kind(kind)
        self.frame.bar.allow(True)
        self._ask()

    def forget(self) -> None:
        """Forget, at once, whom it was for, what was typed, and what was copied, where it is still on the clipboard."""
        self._begin()
        self.frame.words.forget()
        self.frame.twin.forget()
        self._note()

    def _begin(self) -> None:
        self._stops, self._answers, self._origin, self._timeline = (), NOBODY, None, None
        self._safe = False
        for lane in (_SHEET, _PAGE, _PLACE):
            self._work.forget(lane)
        self._drop_sheet()
        self.frame.begin()
        self.frame.options.begin(0, usual_paper(), answered=False)
        self._giving.forget()
        self._note()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        frame, bar = self.frame, self.frame.bar
        frame.left.connect(self.left)
        frame.kinds.chosen.connect(self.choose)
        frame.options.changed.connect(self._ask)
        frame.options.place_typed.connect(self._find_place)
        frame.warning_button.clicked.connect(self._be_discreet)
        frame.answered.connect(self._take_answer)
        frame.renamed.connect(self._ask)
        frame.options.place.textChanged.connect(lambda _text: self._note())
        frame.words.rested.connect(self._heed_words)
        frame.words.cleared.connect(self._lose_words)
        bar.print_asked.connect(partial(self._do, self._print))
        bar.choose_asked.connect(partial(self._do, self._choose_printer))
        bar.pdf_asked.connect(partial(self._do, partial(self._giving.save, PDF)))
        self._giving.said.connect(self._say)
        self._giving.found.connect(self._offer)
        bar.save_asked.connect(self._save_any)
        bar.copy_asked.connect(partial(self._do, self._giving.copy))

    def _take(self, stops: "Sequence[Stop]", answers: Answers, timeline: "Timeline | None") -> None:
        self._stops, self._answers, self._timeline = tuple(stops), answers, timeline
        self.frame.title.setText(_titled(self._stops))
        self.frame.options.begin(len(stops), usual_paper(), answered=bool(answers.facets), most=FEW)
        self._note()

    # Asking

    def _ask(self) -> None:
        """Ask for what is to be shown now."""
        self._made = None
        frame, wish = self.frame, self._wish()
        usable = self._kind != "discreet" or frame.discreet.answer == "seen"
        frame.bar.show_kind(self._kind, usable=usable)
        if self._kind == "calendar":
            self._consult(partial(reminders, wish=wish, timeline=self._timeline), self._show_reminders)
        elif self._kind == "discreet" and frame.discreet.offered is None:
            self._consult(partial(offered, wish=wish), self._show_offered)
        elif self._kind != "discreet" or wish.names is not None:
            self._consult(partial(answer, wish=wish, paper=frame.options.chosen_paper), self._show)
        else:
            self._drop_sheet()
            frame.bar.allow(False)

    def _wish(self) -> Wish:
        options = self.frame.options
        return Wish(
            self._kind,
            self._stops,
            self._answers,
            self._origin,
            most=options.most.currentData() or FEW,
            tell=options.tell.isChecked(),
            names=self.frame.discreet.approved if self._kind == "discreet" else None,
            words=self.frame.words.words if self._kind == "words" else None,
        )

    def _consult(self, look_up: "Callable[[Refer], Any]", success: Callable[[Any], None]) -> None:
        self._work.ask(_SHEET, lambda desk: (desk.refer(look_up),), owner=self, success=success, failure=self._fail)

    def _draw(self, made: Made, number: int, width: int, take: Callable[[QImage], None]) -> None:
        self._work.ask(
            _PAGE,
            lambda _desk: (draw_page(made.pdf, number, width),),
            owner=self,
            success=take,
            failure=self._fail,
        )

    def _find_place(self, text: str) -> None:
        self._work.ask(
            _PLACE, lambda desk: (desk.place(text, None),), owner=self, success=self._set_out, failure=self._fail
        )

    # What comes back

    def _show(self, found: Answer) -> None:
        self._made = found.made
        self.frame.show_made(found.made)
        self.frame.bar.allow(True)
        warned = found.tells and self._kind == "person" and not self._safe
        self.frame.warn(warned)
        if warned:
            self._then = None
            if self.focusWidget() in self.frame.bar.buttons:
                self.frame.warning_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go_on()

    def _show_offered(self, found: Offered) -> None:
        self.frame.discreet.show_offered(found)
        if self.frame.discreet.answer:
            self._ask()

    def _show_reminders(self, found: Reminders) -> None:
        self._reminders = found
        self.frame.calendar.show_reminders(found)

    def _set_out(self, found: "FoundPlace") -> None:
        self._origin = found.place
        self.frame.options.say_place(found.says)
        self._ask()

    def _offer(self, found: Found) -> None:
        """Offer what the printers can do; the keyboard stays on the first thing to do."""
        self._found = found
        bar = self.frame.bar
        held = self.focusWidget() in bar.buttons
        bar.show_found(found)
        if held:
            self.enter()
        if not found.name and self._then == self._print:
            self._then = None
        if found.paper is not None and self.frame.options.offer_paper(found.paper):
            self._ask()
        self._go_on()

    def _fail(self, error: Exception) -> None:
        self._then = None
        self._say(sentence(error))

    # What was answered or typed

    def _take_answer(self, code: str) -> None:
        if code == "safe":
            self._safe = True
            self.choose("person")
            self.enter()
        else:
            self._drop_sheet()
            self._ask()
        self._note()

    def _be_discreet(self) -> None:
        self.choose("discreet")
        self.enter()

    def _heed_words(self) -> None:
        self._note()
        self._ask()

    def _lose_words(self) -> None:
        """The sheet that held them goes with them."""
        self._drop_sheet()
        self.frame.twin.forget()
        self._heed_words()

    def _note(self) -> None:
        self.noted.emit(self.frame.typed)

    # Doing

    def _do(self, act: Act) -> None:
        """Do something with the sheet as it stands, as soon as it is there."""
        if self._kind == "words" and self.frame.words.settle():
            self._ask()
        elif self._kind == "discreet":
            self.frame.discreet.settle()
        if self._kind != "discreet" or self.frame.discreet.approved is not None:
            self._then = act
            self._go_on()

    def _go_on(self) -> None:
        """Do what was asked for once the sheet is there, and it is known what there is to print on."""
        if self._then is not None and self._made is not None and self._found is not None:
            act, self._then = self._then, None
            act(self._made)

    def _print(self, made: Made) -> None:
        self._giving.print(made, partial(self._be_printed, self._kind))

    def _choose_printer(self, made: Made) -> None:
        done = partial(self._be_printed, self._kind)
        self._giving.print_on_another(made, done, files=self._kind != "words")

    def _save_any(self) -> None:
        if self._kind != "calendar":
            self._do(partial(self._giving.save, SHEETS))
        elif self._reminders is not None:
            self._giving.save_calendar(self._reminders)

    def _be_printed(self, kind: str) -> None:
        """Words of a person's own are forgotten once they are printed."""
        if kind == "words":
            says = self.frame.bar.told.text()
            self.frame.words.forget()
            self._lose_words()
            self._say(f"{says} {_FORGOTTEN}")

    def _drop_sheet(self) -> None:
        self._made = self._then = self._reminders = None
        self.frame.show_made(None)

    def _say(self, text: str) -> None:
        self.frame.bar.say(text)
        self.said.emit(text)


def _titled(stops: "Sequence[Stop]") -> str:
    if len(stops) == 1:
        return f"A sheet for {stops[0].name}"
    return f"A sheet for {len(stops)} services"
