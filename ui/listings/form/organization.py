"""Who runs a service: one of the organisations there are, or one that is added when the listing is saved."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from navigator.listings.form.typed import row_in
from navigator.listings.to_edit import NEW_ORGANIZATION
from ui.listings.form.boxes import labelled, said
from ui.listings.form.editor import Editor, Messages, Problems
from ui.listings.form.new_organization import NEW, AboutNew
from ui.listings.form.people import Names
from ui.listings.form.state import State
from ui.shell.theme import give_room

_OTHER = Qt.FocusReason.OtherFocusReason
_NEW_SAYS: Final = "It is added when this listing is saved."


class OrganizationEditor(Editor):
    """One of the organisations, found by any part of their names; of one that is new, its kind and website too.

    What is said of a new one is a field of its own beside the name, ``NEW_ORGANIZATION``.
    """

    def __init__(self, label: str, state: State) -> None:
        super().__init__()
        self._state: Final = state
        self.box: Final = Names(state.start.organizations)
        self.messages: Final = Messages(self.box)
        self.new: Final = QCheckBox(NEW)
        terms = state.reference.vocabulary.terms("organization-kind")
        self._about: Final = AboutNew(_NEW_SAYS, [(term.code, term.label) for term in terms])
        self.kind: Final = self._about.kind
        self.website: Final = self._about.website
        self._build(label)
        self.box.editTextChanged.connect(self._type)
        self.messages.offered.connect(self._put)
        self.new.toggled.connect(self._turn)
        self._about.changed.connect(self._tell)

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
        self._about.show_values(about.get("kind"), about.get("website"))
        self._show()

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with it."""
        self.messages.show_problems([*problems.get("", ()), *problems.get("name", ())])
        self._about.show_problems(problems.get("kind", ()), problems.get("website", ()))

    def focus_field(self, path: str) -> None:
        """Take the keyboard to the name, or to what is said of a new one."""
        fields = {"kind": self.kind, "website": self.website.box}
        fields.get(path, self.box).setFocus(_OTHER)

    def _build(self, label: str) -> None:
        self.new.setAccessibleDescription(_NEW_SAYS)
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
