"""What every editor of a field can do, and what is wrong with a field, shown beside it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.listings.form.typed import Problem
from ui.shell.flow import beside
from ui.shell.parts import Toned
from ui.shell.text import Button, Text, unmarked
from ui.shell.theme import QUIET, give_room

_BLOCKS: Final = "Cannot be saved like this: {}"
_DOUBT: Final = "To look at: {}"
_USE: Final = "Use “{}”"

Problems = Mapping[str, Sequence[Problem]]
"""Problems by the rest of the path of their field below an editor: "" for the field itself, ``"1.values"``."""


class Editor(QWidget):
    """Edits one field of a listing, as ``navigator.directory.form.ListingForm`` has it in lists, dicts and texts.

    ``changed`` says that somebody changed it, at each letter; ``value`` is up to date by then.
    """

    changed = Signal()

    @property
    def unfinished(self) -> str:
        """Why what is typed is not yet in ``value``, in a sentence with what to do; "" where all of it is."""
        return ""

    def value(self) -> Any:
        """What the field holds now."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show this; nothing is emitted."""
        raise NotImplementedError

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong beside what it is about, in place of what was shown before."""
        raise NotImplementedError

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a part of it by the rest of its path, as in ``Problem.field``; "" for its beginning."""
        raise NotImplementedError


class Messages(QWidget):
    """What is wrong with a field: what stops saving is strong, a doubt quiet, and their first words say which.

    ``offered`` is what could stand there instead, when somebody takes it.
    """

    offered = Signal(str)

    def __init__(self, about: QWidget | None = None, named: Callable[[str], str] = str) -> None:
        """Nothing yet. ``about`` is the field, described by it; ``named`` gives the words for what is offered."""
        super().__init__()
        self._about = about
        self._named: Final = named
        self._shown: tuple[Problem, ...] = ()
        self._said_before = ""
        self._layout: Final = QVBoxLayout(self)
        give_room(self, self._layout, between=0.2)
        self.hide()

    def describe(self, about: QWidget) -> None:
        """Be about this field, where it was about none."""
        self._about = self._about or about

    @property
    def shown(self) -> tuple[Problem, ...]:
        """What is shown."""
        return self._shown

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these, those that stop saving first, in place of those before."""
        problems = tuple(sorted(problems, key=lambda problem: not problem.blocks))
        if problems == self._shown:
            return
        if self._about is not None and not self._shown:
            self._said_before = self._about.accessibleDescription()
        self._shown = problems
        while (item := self._layout.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for problem in problems:
            self._layout.addWidget(said := message(problem.says, blocks=problem.blocks))
            if problem.offer:
                self._layout.addWidget(self._offer(problem.offer), 0, Qt.AlignmentFlag.AlignLeft)
            said.show()
        self.setVisible(bool(problems))
        if self._about is not None:
            self._about.setAccessibleDescription(
                " ".join([self._said_before, *(each.says for each in problems)]).strip()
            )

    def _offer(self, offer: str) -> QWidget:
        use = Button(unmarked(_USE.format(self._named(offer))))
        use.clicked.connect(lambda: self.offered.emit(offer))
        return beside(use)


def message(says: str, *, blocks: bool) -> Text:
    """One message as it stands beside a field."""
    if blocks:
        return Toned(_BLOCKS.format(says), "urgent", bold=True)
    return Text(_DOUBT.format(says), role=QUIET, selectable=True)


class RowMessages(QWidget):
    """What is wrong with each row of a list, below it: ``offered`` has the path of the row and what is taken for it."""

    offered = Signal(str, str)

    def __init__(self, named: Callable[[str], str] = str) -> None:
        """``named`` gives the words for what is offered."""
        super().__init__()
        self._named: Final = named
        self._rows: dict[str, Messages] = {}
        self._layout: Final = QVBoxLayout(self)
        give_room(self, self._layout, between=0.2)
        self.hide()

    def show_problems(self, problems: Problems) -> None:
        """Show these by the path of their row, in place of those before."""
        for path in problems.keys() - self._rows.keys():
            self._rows[path] = messages = Messages(named=self._named)
            messages.offered.connect(partial(self.offered.emit, path))
            self._layout.addWidget(messages)
        for path, messages in self._rows.items():
            messages.show_problems(problems.get(path, ()))
        self.setVisible(any(map(len, problems.values())))


def below(problems: Problems, name: str | int) -> dict[str, Sequence[Problem]]:
    """The problems of one part of a field, by the rest of their paths: of ``"1.values"`` below 1, ``"values"``."""
    head = f"{name}."
    return {
        path.removeprefix(head) if path != str(name) else "": found
        for path, found in problems.items()
        if path == str(name) or path.startswith(head)
    }
