"""What stands above the panes: ways to turn to another of them, whom it is shown for, and what was just done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pathways.panes import DRAWING, Panes
from ui.shell.flow import beside
from ui.shell.saying import announce
from ui.shell.text import Button, Text, own_width
from ui.shell.theme import QUIET, give_room

_ALL = "All pathways"
_DRAWING, _LIST = "See the drawing", "See the list"
_ANSWERS = "For the answers given in Check."
_DROP = "Leave out"
_DROPS = "Show everything here without the answers given in Check."


class Head(QWidget):
    """``back`` asks for the menu, ``turned`` for the other of drawing and list, ``dropped`` to leave answers out."""

    back_asked = Signal()
    turned = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back, self.turn, self.drop = (Button(text) for text in (_ALL, max(_DRAWING, _LIST, key=len), _DROP))
        for button, does in ((self.back, self.back_asked), (self.turn, self.turned), (self.drop, self.dropped)):
            button.clicked.connect(does)
        self.drop.setAccessibleDescription(_DROPS)
        self.answered = Text(_ANSWERS, role=QUIET)
        self.answered.setSizePolicy(own_width())
        self.answered.setWordWrap(False)
        self.told = Text(role=QUIET, selectable=True)
        self._ways, self._said = beside(self.back, self.turn), beside(self.answered, self.drop)
        layout = QVBoxLayout(self)
        for part in (self._ways, self._said, self.told):
            layout.addWidget(part)
        give_room(self, layout, between=0.35)
        self._ways.hide()
        self._said.hide()
        self.say("")

    def follow(self, panes: Panes, *, answered: bool) -> None:
        """Offer what the panes have no room for; ``answered`` says that somebody's answers were asked with."""
        self.back.setVisible(panes.offers_menu)
        self.turn.setVisible(panes.offers_turn)
        self.turn.setText(_LIST if panes.side == DRAWING else _DRAWING)
        self._ways.setVisible(panes.offers_menu or panes.offers_turn)
        self._said.setVisible(answered and not panes.mapped)
        self._look()

    def say(self, text: str) -> None:
        """Say what was done, or why it could not be."""
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self._look()
        announce(self, text)

    def _look(self) -> None:
        """Take no room where there is nothing to say."""
        self.setHidden(all(part.isHidden() for part in (self._ways, self._said, self.told)))
