"""Who runs a new listing: one of the organisations there are, or one that is added with it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from navigator.listings.form.typed import Problem
from ui.listings.add.asking import Answer, Offered
from ui.listings.form.boxes import labelled
from ui.listings.form.editor import Messages
from ui.listings.form.new_organization import NEW, AboutNew
from ui.listings.form.people import Names
from ui.shell.flow import beside
from ui.shell.saying import announce
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text, unmarked
from ui.shell.theme import QUIET, give_room

_LABEL: Final = "Who runs it"
_SAYS: Final = "Type part of the name, and choose with Down and Enter."
_THERE: Final = "This organisation is in the directory."
_NOT_THERE: Final = "“{}” is not in the directory yet."
_USE: Final = "Use {}"
_NEW_SAYS: Final = "It is added together with this listing."
_OTHER = Qt.FocusReason.OtherFocusReason


class Runs(QWidget):
    """A box with the organisations there are; of one that is not among them, whether it is new, its kind and website.

    ``changed`` comes at each letter.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box: Final = Names(())
        self.new: Final = QCheckBox(NEW)
        self.messages: Final = Messages(self.box)
        self._told: Final = Text(role=QUIET)
        self._use: dict[str, Button] = {}
        self._close: Final = beside()
        self._about: Final = AboutNew(_NEW_SAYS)
        self.kind: Final = self._about.kind
        self.website: Final = self._about.website
        self._build()
        self.box.editTextChanged.connect(self.changed)
        self.new.toggled.connect(self._turn)
        self._about.changed.connect(self.changed)
        self.forget()

    @property
    def name(self) -> str:
        """What stands in the box."""
        return self.box.currentText().strip()

    @property
    def is_new(self) -> bool:
        """Whether it is to be added."""
        return not self.new.isHidden() and self.new.isChecked()

    @property
    def kind_code(self) -> str:
        """The kind of a new one, "" where none is chosen."""
        return str(self.kind.value or "")

    @property
    def website_address(self) -> str:
        """The website of a new one."""
        return str(self.website.value() or "").strip()

    def offer(self, offered: Offered) -> None:
        """Have these to choose from; what stands there stays."""
        model, kept = self.box.model(), self.box.currentText()
        if isinstance(model, QStringListModel) and model.stringList() != list(offered.organizations):
            with QSignalBlocker(self.box):
                model.setStringList(list(offered.organizations))
                self.box.setCurrentIndex(-1)
                self.box.setEditText(kept)
        self._about.offer_kinds(offered.kinds)

    def show_answer(self, answer: Answer) -> None:
        """Say whether it is in the directory, and what else may be meant."""
        name, unknown = answer.typed.organization, bool(answer.typed.organization) and not answer.runs
        told = _NOT_THERE.format(name) if unknown else _THERE if name else ""
        if told != self._told.text():
            self._told.setText(told)
            announce(self, told)
        self._told.setVisible(bool(told))
        self._offer_close(answer.close if unknown and not self.new.isChecked() else ())
        other = answer.runs if answer.runs != name else ""
        if other:
            self._put(other)
        self.new.setVisible(unknown)
        self._about.setVisible(self.is_new)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong beside it."""
        self.messages.show_problems([one for one in problems if one.field == "organization"])
        self._about.show_problems(*([one for one in problems if one.field == name] for name in ("kind", "website")))

    def focus_field(self, name: str) -> None:
        """Take the keyboard to a field of it."""
        fields = {"kind": self.kind, "website": self.website.box}
        fields.get(name, self.box).setFocus(_OTHER)

    def forget(self) -> None:
        """Hold nothing."""
        with QSignalBlocker(self.box), QSignalBlocker(self.new):
            self.box.setEditText("")
            self.new.setChecked(False)
        self._about.show_values(None, None)
        self._offer_close(())
        for shown in (self._told, self.new, self._about):
            shown.hide()
        self.show_problems(())

    def _build(self) -> None:
        self.new.setAccessibleDescription(_NEW_SAYS)
        layout = QVBoxLayout(self)
        layout.addWidget(labelled(_LABEL, self.box, _SAYS))
        for part in (self._told, self._close, self.new, self.messages, self._about):
            layout.addWidget(part)
        give_room(self, layout, between=0.3)

    def _offer_close(self, names: Sequence[str]) -> None:
        """Offer organisations that are written nearly so."""
        if list(names) != list(self._use):
            row = self._close.layout()
            for button in self._use.values():
                button.hide()
                button.deleteLater()
            self._use = {name: Button(unmarked(_USE.format(name))) for name in names}
            for name, button in self._use.items():
                button.clicked.connect(lambda _pressed, name=name: self._take(name))
                if row is not None:
                    row.addWidget(button)
        self._close.setVisible(bool(names))

    def _take(self, name: str) -> None:
        self.box.setEditText(name)
        self.box.setFocus(_OTHER)

    def _put(self, name: str) -> None:
        """Write it as the directory does, unless somebody is typing."""
        if not has_keyboard(self.box):
            with QSignalBlocker(self.box):
                self.box.setEditText(name)

    def _turn(self, on: bool) -> None:
        self._about.setVisible(on)
        if on:
            self.kind.setFocus(_OTHER)
        self.changed.emit()
