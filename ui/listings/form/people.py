"""The names of organisations to choose from, whom a service works with, and the numbers people ring."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, QSize, QStringListModel, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QVBoxLayout

from navigator.listings.to_edit import called
from ui.listings.form.boxes import labelled
from ui.listings.form.editor import Editor, Messages, Problems
from ui.listings.form.rows import RowEditor
from ui.listings.form.state import State
from ui.listings.form.texts import LineEditor, MenuEditor, SourceEditor
from ui.shell.text import Text
from ui.shell.theme import QUIET, characters

_OTHER = Qt.FocusReason.OtherFocusReason
_REST_MS: Final = 150
_LEAST_LETTERS: Final = 2
_WIDE: Final = 70
_FOUND: Final = "This is a listing in the directory."
_NOT_FOUND: Final = "Not in the directory: it is kept as a name."


class Names(QComboBox):
    """A list of names, all of them below, and those that fit what is typed; it is not turned by scrolling past it."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setModel(QStringListModel(list(names), self))
        self.setCurrentIndex(-1)
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        for below in (self.view(), completer.popup()):
            if isinstance(below, QListView):  # thousands of names are laid out as they come into sight
                below.setUniformItemSizes(True)
                below.setLayoutMode(QListView.LayoutMode.Batched)

    def sizeHint(self) -> QSize:
        """As wide as a name may be."""
        return QSize(characters(self, _WIDE), super().sizeHint().height())

    def setAccessibleName(self, name: str) -> None:
        """Name what is typed in, too."""
        super().setAccessibleName(name)
        if (box := self.lineEdit()) is not None:
            box.setAccessibleName(name)

    def show_beginning(self) -> None:
        """Show a long name from its beginning."""
        if (box := self.lineEdit()) is not None:
            box.setCursorPosition(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead."""
        event.ignore()


class ListingEditor(Editor):
    """Another listing, found by its name; what no listing is called is kept as a name."""

    def __init__(self, label: str, state: State, says: str = "") -> None:
        super().__init__()
        self._state: Final = state
        self._ids: dict[str, str] = {}
        self.box: Final = QLineEdit()
        self.messages: Final = Messages(self.box, lambda found: state.names.get(found, found))
        self._told: Final = Text(role=QUIET)
        self._found: Final = QStringListModel(self)
        self._completer: Final = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.box.setCompleter(self._completer)
        self._rest: Final = QTimer(self, singleShot=True, interval=_REST_MS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (labelled(label, self.box, says), self._told, self.messages):
            layout.addWidget(part)
        self._told.hide()
        self._rest.timeout.connect(self._look_up)
        self.box.textEdited.connect(self._type)
        self._completer.activated.connect(self._choose)
        self.messages.offered.connect(self._take)

    def sizeHint(self) -> QSize:
        """As wide as a name may be."""
        return QSize(characters(self, _WIDE), super().sizeHint().height())

    def value(self) -> str | None:
        """The id of the listing that was found, else what stands there; None for nothing."""
        text = self.box.text().strip()
        return self._ids.get(text, text) or None

    def show_value(self, value: Any) -> None:
        """Show the listing of this id by its name, or this name."""
        if value != self.value():
            name = self._state.names.get(value or "", value or "")
            if name != value:
                self._ids[name] = value
            with QSignalBlocker(self.box):
                self.box.setText(name)
            self.box.setCursorPosition(0)
        self._tell()

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with it."""
        self.messages.show_problems(problems.get("", ()))
        self._tell()

    def focus_field(self, path: str) -> None:
        """Take the keyboard, whatever the path."""
        del path
        self.box.setFocus(_OTHER)

    def _type(self) -> None:
        self._tell()
        self._rest.start()
        self.changed.emit()

    def _look_up(self) -> None:
        text = self.box.text().strip()
        if len(text) >= _LEAST_LETTERS and text not in self._ids:
            self._state.keeping.look_up(
                "form-names",
                lambda listings: called(listings, text),
                owner=self,
                success=self._offer,
                failure=lambda _error: None,
            )

    def _offer(self, found: Sequence[tuple[str, str, str]]) -> None:
        """Offer the listings found, under names that are each one's own; one that was typed whole is meant."""
        offered, before = {}, self.value()
        for service_id, name, organization in found:
            if service_id != self._state.start.id:
                own = name if self._ids.get(name, service_id) == service_id else f"{name} ({organization})"
                offered[own] = service_id
                self._ids[own] = service_id
                self._state.names[service_id] = name
        self._found.setStringList(list(offered))
        if offered and self.box.hasFocus():
            self._completer.complete()
        self._tell()
        if self.value() != before:
            self.changed.emit()

    def _choose(self, _name: str) -> None:
        self._tell()
        self.changed.emit()

    def _take(self, service_id: str) -> None:
        self.show_value(service_id)
        self.box.setFocus(_OTHER)
        self.changed.emit()

    def _tell(self) -> None:
        """Say whether it is a listing, unless something is wrong with it."""
        value = self.value()
        self._told.setText(_FOUND if value in self._state.reference.listed else _NOT_FOUND)
        self._told.setVisible(bool(value) and not self.messages.shown)


class PhoneRow(RowEditor):
    """A number, and whose or what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.add(number=LineEditor("Number", wide=24), note=LineEditor("Whose or what it is", wide=44))


class LinkRow(RowEditor):
    """Another service, how the two work together, and the page that says so."""

    BY_ITSELF = frozenset({"kind", "source"})

    def __init__(self, state: State) -> None:
        super().__init__()
        terms = state.reference.vocabulary.terms("link-kind")
        self.add(kind=MenuEditor("How", [(term.code, term.label) for term in terms]))
        self.add(to=ListingEditor("Which service", state))
        self.add(source=SourceEditor("Read on", state.sources))
