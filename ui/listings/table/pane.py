"""The table side of the room: the saved views, all listings of one of them, and the one that is chosen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from navigator.listings.table.table import Order
from navigator.listings.table.views import EVERYTHING, View
from ui.listings.keeping import Keeping
from ui.listings.scrolled import Scrolled
from ui.listings.table.asking import Answer, Asking, Question
from ui.listings.table.choosing import Choosing
from ui.listings.table.chosen_pane import ChosenPane
from ui.listings.table.empty import Empty
from ui.listings.table.model import TableModel
from ui.listings.table.offered import Offered
from ui.listings.table.panes import TablePanes, Turn
from ui.listings.table.top import TableTop
from ui.listings.table.view import ListingsTable
from ui.listings.table.views_box import ViewsBox
from ui.shell.arranged import Arranged
from ui.shell.tabbing import has_keyboard, next_stop
from ui.shell.theme import give_room, line_height
from ui.shell.turns import draw_between

_LEAST_LINES: Final = 10
"""So many lines of the table are to be seen, or as many as there is room for: what is above it goes out of sight."""


class TablePane(Arranged, QWidget):
    """All listings in a table, in views that are counted, with the chosen listing beside them.

    ``view_asked`` is the name of a view and what to open it with, ``listing_asked`` the id of a listing somebody wants
    to read in Find. ``failed`` is why the directory cannot be read, ``answered`` says that it can, and why
    what workers reported cannot, or nothing.
    """

    view_asked = Signal(str, tuple)
    listing_asked = Signal(str)
    failed = Signal(object)
    answered = Signal(str)

    def __init__(self, keeping: Keeping) -> None:
        """Over what reads listings; nothing is asked before ``look_up``. The window draws in between."""
        super().__init__()
        self._keeping = keeping
        self._question, self._wanted = Question(), 0
        self._shown: Question | None = None
        self._orders: dict[View, Question] = {}
        self._offered = Offered(self)
        self._asking = Asking(keeping, self)
        self.model = TableModel(self)
        self.views = ViewsBox(self._offered)
        draw_between()
        self.top = TableTop(self._offered)
        self.table = ListingsTable(self.model)
        self.empty = Empty()
        draw_between()
        self.pane = ChosenPane(editing=keeping.editing.on)
        self._choosing = Choosing(self._asking, self.table, self.pane)
        self._middle, self._column, self._main = QStackedWidget(), QWidget(), QWidget()
        self._scrolled = Scrolled(self._column, "Listings")
        self.panes = TablePanes(self.views, self._main, self.pane)
        self._build()
        self._connect()
        self._show_question()

    @property
    def parts(self) -> Sequence[QWidget]:
        """The views, the table and the chosen listing, with the edges between them."""
        return self.views, self.panes.handle(1), self._main, self.panes.handle(2), self.pane

    @property
    def chosen(self) -> str:
        """The id of the one listing that is chosen; "" for none or several."""
        row = self.table.current
        return row.id if row else ""

    @property
    def question(self) -> Question:
        """What is asked for."""
        return self._question

    def look_up(self) -> None:
        """Ask again for all that is shown, as it is now; what is chosen and in sight stays."""
        self._ask()
        self._asking.count()

    def enter(self) -> None:
        """Take the keyboard to what is shown: the table, unless somebody turned to something else."""
        if self.panes.turn == "views":
            self.views.enter()
        elif self.panes.turn == "chosen":
            self.pane.enter()
        elif self._middle.currentWidget() is self.empty:
            self._enter_empty()
        else:
            self.table.enter()

    def next_part(self) -> None:
        """Take the keyboard to the next part."""
        stops = ((self.views, self.views.enter), (self._main, self.enter), (self.pane, self.pane.enter))
        next_stop([stop for stop in stops if stop[0].isVisible()] or stops)()

    def clear(self) -> None:
        """Show all listings, with nothing typed or chosen."""
        self._orders.clear()
        self.views.search.clear()
        self.table.clearSelection()
        self._turn("table")
        self._change(Question())

    def choose(self, service_id: str) -> None:
        """Choose a listing; where the view that is shown does not hold it, all listings are shown."""
        self._asking.find_key(service_id, self._take_key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the table; other keys are the room's."""
        if event.key() == Qt.Key.Key_Escape and (self.panes.turn != "table" or not has_keyboard(self._main)):
            self._to_table()
        else:
            super().keyPressEvent(event)

    # What it is made of

    def _build(self) -> None:
        for shown in (self.table, self.empty):
            shown.setBackgroundRole(QPalette.ColorRole.Base)
            self._middle.addWidget(shown)
        column = QVBoxLayout(self._column)
        column.addWidget(self.top.below)
        column.addWidget(self._middle, 1)
        main = QVBoxLayout(self._main)
        main.addWidget(self.top)
        main.addWidget(self._scrolled, 1)
        for widget, its in ((self._column, column), (self._main, main)):
            give_room(widget, its, between=0.4)
        layout = QVBoxLayout(self)
        layout.addWidget(self.panes)
        layout.setContentsMargins(0, 0, 0, 0)

    def _connect(self) -> None:
        asking, table, top, views, pane = self._asking, self.table, self.top, self.views, self.pane
        asking.answered.connect(self._take)
        asking.rows_came.connect(self.model.fill)
        asking.counted.connect(self._offered.take_count)
        asking.boroughs_came.connect(self._offered.take_boroughs)
        asking.organizations_came.connect(self._offered.take_organizations)
        asking.failed.connect(self.failed)
        self.model.wanted.connect(lambda: asking.ask_rows(self.model.missing()))
        views.picked.connect(self._show_view)
        views.opened.connect(self._to_table)
        views.left.connect(self._to_table)
        top.views.picked.connect(self._show_view)
        top.views.organization_asked.connect(self._choose_organization)
        top.typed.connect(lambda text: self._change(replace(self._question, text=text)))
        top.ordered.connect(self._sort)
        top.down.connect(self.enter)
        top.several_asked.connect(self._read)
        table.selected.connect(self._offer_several)
        table.opened.connect(self._read)
        table.clicked.connect(self._press)
        table.typed.connect(self._type)
        table.left.connect(self._enter_filter)
        table.sorted_by.connect(self._sort_by)
        self.empty.acted.connect(self._show_all)
        self._choosing.view_asked.connect(self.view_asked)
        self._choosing.listing_asked.connect(self.listing_asked)
        pane.opened.connect(self.choose)
        pane.left.connect(self._to_table)
        self._keeping.editing.changed.connect(pane.allow)

    # Asking

    def _ask(self) -> None:
        self._asking.ask(self._question, self.table.first)

    def _change(self, question: Question) -> None:
        """Show other listings, or in another order."""
        if question != self._question:
            self._question = question
            self._orders[question.view] = replace(question, text="")
            self._show_question()
            self._asking.ask(question, 0)

    def _show_question(self) -> None:
        asked = self._question
        self.views.mark(asked.view)
        self.top.views.mark(asked.view)
        self.top.set_text(asked.text)
        self.top.show_order(asked.order, descending=asked.descending)
        self.table.show_order(asked.order, descending=asked.descending)

    def _show_view(self, view: View) -> None:
        usual = self._orders.get(view) or Question().of(view)
        self._change(replace(usual, text=self._question.text))

    def _show_all(self) -> None:
        """Show all listings, with nothing typed; the keyboard goes there."""
        self._change(self._everything)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _everything(self) -> Question:
        return self._orders.get(EVERYTHING, Question())

    def _sort(self, order: Order, descending: bool) -> None:
        self._change(replace(self._question, order=order, descending=descending))

    def _sort_by(self, order: Order) -> None:
        again = order == self._question.order
        self._sort(order, again and not self._question.descending)

    def _type(self, text: str) -> None:
        self._enter_filter()
        self.top.filter.insert(text)

    # Answers

    def _take(self, answer: Answer) -> None:
        held = has_keyboard(self._middle)
        stay = answer.question == self._shown
        self._shown = answer.question
        self.table.show_rows(answer.keys, answer.rows, stay=stay)
        self.top.show_count(len(answer.keys))
        self.empty.tell(answer.question.view, answer.question.text)
        shown = self.table if answer.keys else self.empty
        if self._middle.currentWidget() is not shown:
            self._middle.setCurrentWidget(shown)
            if held:
                self.enter()
        if self._wanted:
            self._choose_wanted()
        elif stay:
            self._choosing.show()
        self.answered.emit(answer.unread)

    def _take_key(self, key: int | None) -> None:
        if key is None:
            return
        self._wanted = key
        if self._shown == self._question and self.model.row_of(key) is not None:
            self._choose_wanted()
        elif self._question.view == EVERYTHING and not self._question.text:
            self._ask()
        else:
            self._change(self._everything)

    def _choose_wanted(self) -> None:
        row, self._wanted = self.model.row_of(self._wanted), 0
        if row is not None:
            self.table.choose(row)

    # What stands where

    def _press(self) -> None:
        """Where there is no room beside the table, a press opens; one with Shift or Ctrl only chooses."""
        if not self.panes.beside and QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self._read()

    def _read(self) -> None:
        """Take the keyboard to the chosen listing, where it has room or in place of the table."""
        if self.table.count:
            self._turn("chosen")
            self.pane.enter()

    def _choose_organization(self) -> None:
        self._turn("views")
        self.views.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_table(self) -> None:
        self._turn("table")
        self.enter()

    def _turn(self, turn: Turn) -> None:
        self.panes.turn = turn
        self._arrange()

    def _arrange(self) -> None:
        self.panes.arrange()
        left = self.height() - self.top.sizeHint().height() - line_height(self)
        self._middle.setMinimumHeight(max(0, min(_LEAST_LINES * line_height(self), left)))
        self.views.back.setVisible(not self.panes.roomy)
        self.pane.back.setVisible(not self.panes.beside)
        self.top.show_choice(not self.panes.roomy)
        self._offer_several()

    def _offer_several(self) -> None:
        """Where what can be done with several has no room beside the table, offer it above."""
        count = self.table.count
        self.top.offer_several(count if count > 1 and not self.panes.beside else 0)

    def _enter_filter(self) -> None:
        self.top.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_empty(self) -> None:
        if self.empty.button.isVisible():
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._enter_filter()
