"""What is to be done with one field of many listings: which field, in which way, where, and with what."""

from collections.abc import Sequence
from typing import Any, Final, cast

from PySide6.QtCore import QSignalBlocker, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from navigator.listings.form.typed import Problem
from navigator.listings.many.fields import GROUPS, MANY_FIELDS, WAYS, ManyField, Way, Wish
from navigator.listings.to_change_many import Held, Offered
from ui.listings.form.boxes import Menu, WordsBox, labelled
from ui.listings.form.editor import Messages
from ui.shell.arranged import Measured
from ui.shell.text import Text
from ui.shell.theme import QUIET, characters, give_room

_SHARED: Final = "All listings of an organisation share this: it is changed for all of them."
_WHERE: Final = "&Where it is now"
_PAGE: Final = "&Which page"
_DATE: Final = "2026, 2026-11 or 2026-11-22"
_SUGGESTED: Final = frozenset({"organization"})
_REST_MS: Final = 250
_WIDE: Final = 64
_LONG: Final = 3
_DATED: Final = "The page “{was}” is of “{value}”."
_SAYS: Final[dict[Way, str]] = {
    "replace": "{label}: “{was}” becomes “{value}”.",
    "set": "{label} becomes “{value}” in all of them.",
    "add": "{label}: “{value}” is added.",
    "remove": "{label}: “{was}” is taken out.",
    "only": "{label} becomes “{value}” and nothing else.",
    "empty": "{label} is emptied in all of them.",
}


class ManyForm(Measured, QWidget):
    """Four fields below one another, of which only those are shown that the way needs.

    ``turned`` says that another field was chosen: whoever looks up what it holds then calls ``offer``. ``rested`` says
    that a value is typed that is to be checked, ``changed`` that anything is other than it was, ``entered`` is Enter.
    """

    turned = Signal()
    rested = Signal()
    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field_box, self.way_box = Menu(most=_WIDE), Menu(most=_WIDE)
        self.was_box, self.choice_box = Menu(most=_WIDE), Menu(most=_WIDE)
        for box in (self.field_box, self.way_box, self.was_box, self.choice_box):
            box.setSizeAdjustPolicy(Menu.SizeAdjustPolicy.AdjustToContents)
        self.line, self.words = _Line(), WordsBox(_LONG)
        self.messages = Messages(self.line)
        self._shared = Text(_SHARED, role=QUIET)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.rested)
        self._was = labelled(_WHERE, self.was_box)
        self._way = labelled("What to &do", self.way_box)
        self._values = {
            box: labelled(label, box)
            for box, label in ((self.line, "&New"), (self.words, "&New"), (self.choice_box, "&New"))
        }
        layout = QVBoxLayout(self)
        for part in (labelled("&Field", self.field_box), self._shared, self._way, self._was, *self._values.values()):
            layout.addWidget(part)
        layout.addWidget(self.messages)
        give_room(self, layout, between=0.7)
        _fill(self.field_box)
        self._connect()
        self.clear()

    @property
    def field(self) -> ManyField:
        """The field that is chosen."""
        return MANY_FIELDS[self.field_box.value]

    @property
    def wish(self) -> Wish | None:
        """What is asked for; None where there is nothing to ask yet. A value that is wanted and not there is None."""
        held: Held | None = self.was_box.value
        if not self.field.ways or (self._needs_was and held is None):
            return None
        value = self._value if self._needs_value else None
        return Wish(self.field, self._chosen_way, value, held.value if held and self._needs_was else None)

    @property
    def typed(self) -> bool:
        """Whether something stands there that somebody typed."""
        return bool(self.line.text().strip() or self.words.words.strip())

    @property
    def says(self) -> str:
        """What is asked for, in a sentence."""
        held: Held | None = self.was_box.value
        value = self.choice_box.currentText() if self._box is self.choice_box else self._value
        says = _DATED if self.field.shape == "page" else _SAYS[self._chosen_way]
        return says.format(label=self.field.label, value=" ".join(str(value).split()), was=held.says if held else "")

    def clear(self) -> None:
        """Ask for nothing yet, with the first field chosen."""
        self._rest.stop()
        self.field_box.show_value(next(iter(MANY_FIELDS)))
        self.line.clear()
        self.words.show_words("")
        self._turn()

    def offer(self, offered: Offered) -> None:
        """Offer what the listings hold in the field now, and what may be chosen."""
        self.was_box.offer((held, f"{held.says} · {_in(held.count)}") for held in offered.held)
        if self.was_box.value is None and offered.held:
            said = (held for held in offered.held if held.value is not None)
            self.was_box.show_value(next(said, offered.held[0]))
        self.choice_box.offer(offered.choices)
        if self.field.taxonomy in _SUGGESTED:
            self.line.suggest([label for _, label in offered.choices])
        self._arrange()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the value."""
        self.messages.show_problems(problems)

    def enter(self) -> None:
        """Take the keyboard to the field."""
        self.field_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_value(self) -> None:
        """Take the keyboard to the value."""
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.field_box.chosen.connect(self._turn)
        self.way_box.chosen.connect(self._turn_way)
        self.was_box.chosen.connect(self._touch)
        self.choice_box.chosen.connect(self._touch)
        self.line.textChanged.connect(lambda _text: self._touch())
        self.line.returnPressed.connect(self.entered)
        self.words.edited.connect(self._touch)
        self.messages.offered.connect(self._take)
        self._measure()

    def _turn(self) -> None:
        """Another field: what was typed for the one before stays, but for what was chosen."""
        self.way_box.offer((way, WAYS[way]) for way in self.field.ways)
        self.way_box.setCurrentIndex(0)
        self.was_box.offer(())
        self.choice_box.offer(())
        self.line.suggest(())
        self._turn_way()
        self.turned.emit()

    def _turn_way(self) -> None:
        self._arrange()
        self._touch()

    def _touch(self) -> None:
        self.messages.show_problems(())
        if self._value is not None:
            self._rest.start()
        self.changed.emit()

    def _take(self, offer: str) -> None:
        """Take what is offered instead."""
        if self._box is self.words:
            self.words.replace_words(offer)
        else:
            self.line.setText(offer)
        self.enter_value()

    def _arrange(self) -> None:
        """Show what the way needs."""
        possible = bool(self.field.ways)
        self._way.setVisible(possible and len(self.field.ways) > 1)
        self._was.setVisible(possible and self._needs_was)
        for box, holder in self._values.items():
            holder.setVisible(possible and self._needs_value and box is self._box)
        self._shared.setVisible(self.field.shared)
        of_page = self.field.shape == "page"
        self.line.setPlaceholderText(_DATE if of_page else "")
        for label in self._was.findChildren(QLabel):
            label.setText(_PAGE if of_page else _WHERE)

    @property
    def _chosen_way(self) -> Way:
        return cast("Way", self.way_box.value)

    @property
    def _needs_was(self) -> bool:
        return self._chosen_way in {"replace", "remove"}

    @property
    def _needs_value(self) -> bool:
        return self._chosen_way not in {"remove", "empty", None}

    @property
    def _box(self) -> QWidget:
        if self.field.taxonomy and self.field.taxonomy not in _SUGGESTED:
            return self.choice_box
        return self.words if self.field.long else self.line

    @property
    def _value(self) -> Any:
        if self._box is self.choice_box:
            return self.choice_box.value
        return (self.words.words if self._box is self.words else self.line.text()).strip() or None

    def _measure(self) -> None:
        self.setMaximumWidth(characters(self, _WIDE))


class _Line(QLineEdit):
    """One line to type in; where there is something to suggest, what has the typed letters is."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._suggested = QStringListModel(self)
        completer = QCompleter(self._suggested, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def suggest(self, texts: Sequence[str], *, now: bool = False) -> None:
        """Suggest these; ``now`` shows them at once, where they are others and somebody types."""
        if list(texts) == self._suggested.stringList():
            return
        self._suggested.setStringList(list(texts))
        if now and self.hasFocus() and self.text() not in texts:
            self.completer().complete()

    def minimumSizeHint(self) -> QSize:
        """Some letters."""
        return QSize(characters(self, 8), super().minimumSizeHint().height())


def _fill(box: Menu) -> None:
    """Offer every field under its heading; headings cannot be chosen."""
    with QSignalBlocker(box):
        for heading, fields in GROUPS:
            box.addItem(heading, f"# {heading}")
            model = box.model()
            if isinstance(model, QStandardItemModel):
                model.item(box.count() - 1).setEnabled(False)
            for field in fields:
                box.addItem(field.label, field.path)


def _in(count: int) -> str:
    return f"in {count:,}"
