"""Who runs a service: one of the organisations there are, or one that is added when the listing is saved."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from navigator.listings.form.typed import row_in
from ui.listings.form.asking import NEW_ORGANIZATION
from ui.listings.form.boxes import Menu, labelled, said
from ui.listings.form.editor import Editor, Messages, Problems
from ui.listings.form.people import Names
from ui.listings.form.state import State
from ui.listings.form.texts import LineEditor
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

_OTHER = Qt.FocusReason.OtherFocusReason
_NEW: Final = "A new organisation"
_NEW_SAYS: Final = "It is added when this listing is saved."
_KIND: Final = "Its kind"
_WEBSITE: Final = "Its website"
_MAY_STAY: Final = "May stay empty."
_CHOOSE: Final = (None, "Choose...")


class OrganizationEditor(Editor):
    """One of the organisations, found by any part of their names; of one that is new, its kind and website too.

    What is said of a new one is a field of its own beside the name, ``NEW_ORGANIZATION``.
    """

    def __init__(self, label: str, state: State) -> None:
        super().__init__()
        self._state: Final = state
        self.box: Final = Names(state.start.organizations)
        self.messages: Final = Messages(self.box)
        self.new: Final = QCheckBox(_NEW)
        terms = state.reference.vocabulary.terms("organization-kind")
        self.kind: Final = Menu([_CHOOSE, *((term.code, term.label) for term in terms)])
        self.website: Final = LineEditor(_WEBSITE, _MAY_STAY)
        self._kind_messages: Final = Messages(self.kind)
        self._about: Final = QWidget()
        self._build(label)
        self.box.editTextChanged.connect(self._type)
        self.messages.offered.connect(self._put)
        self.new.toggled.connect(self._turn)
        self.kind.chosen.connect(self._tell)
        self.website.changed.connect(self._tell)

    def value(self) -> str | None:
        """The name that stands there; None for none."""
        return said(self.box.currentText())

    def show_value(self, value: Any) -> None:
        """Show this name, unless it stands there, and what was said of a new one."""
        if (value or "") != self.box.currentText():
            with QSignalBlocker(self.box):
                self.box.setEditText(value or "")
            self.box.show_beginning()
        about = row_in(self._state.fields, NEW_ORGANIZATION)
        with QSignalBlocker(self.new):
            self.new.setChecked(bool(about))
        self.kind.show_value(about.get("kind"))
        self.website.show_value(about.get("website"))
        self._show()

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with it."""
        self.messages.show_problems([*problems.get("", ()), *problems.get("name", ())])
        self._kind_messages.show_problems(problems.get("kind", ()))
        self.website.show_problems({"": problems.get("website", ())})

    def focus_field(self, path: str) -> None:
        """Take the keyboard to the name, or to what is said of a new one."""
        fields = {"kind": self.kind, "website": self.website.box}
        fields.get(path, self.box).setFocus(_OTHER)

    def _build(self, label: str) -> None:
        self.new.setAccessibleDescription(_NEW_SAYS)
        about = QVBoxLayout(self._about)
        about.addWidget(Text(_NEW_SAYS, role=QUIET))
        about.addWidget(kind := labelled(_KIND, self.kind, "", self._kind_messages))
        if (within := kind.layout()) is not None:
            within.setAlignment(self.kind, Qt.AlignmentFlag.AlignLeft)
        about.addWidget(self.website)
        give_room(self._about, about, around=(1.2, 0), between=0.5)
        layout = QVBoxLayout(self)
        for part in (labelled(label, self.box, messages=self.messages), self.new, self._about):
            layout.addWidget(part)
        give_room(self, layout, between=0.3)
        self._show()

    @property
    def _unknown(self) -> bool:
        """Whether somebody named an organisation that is not in the directory."""
        return self.value() not in {None, *self._state.reference.organizations}

    @property
    def _said(self) -> Mapping[str, Any] | None:
        """What is said of a new organisation; None where it is none."""
        if not (self._unknown and self.new.isChecked()):
            return None
        return {"kind": self.kind.value, "website": self.website.value()}

    def _type(self) -> None:
        self.changed.emit()
        self._tell()

    def _turn(self, on: bool) -> None:
        self._tell()
        if on:
            self.kind.setFocus(_OTHER)

    def _tell(self) -> None:
        """Have the state hold what is said of a new one."""
        self._show()
        if self._state.fields.get(NEW_ORGANIZATION) != self._said:
            self._state.take(NEW_ORGANIZATION, self._said)

    def _show(self) -> None:
        self.new.setVisible(self._unknown)
        self._about.setVisible(self._unknown and self.new.isChecked())

    def _put(self, name: str) -> None:
        self.box.setEditText(name)
        self.box.setFocus(_OTHER)
