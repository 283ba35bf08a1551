"""What one person said, for as long as the conversation lasts: in memory and nowhere else."""

from typing import NoReturn, SupportsIndex

from PySide6.QtCore import QObject, Signal

from navigator.check.answers import Answers

_NOTHING = Answers()


class Person(QObject):
    """Holds the answers of a conversation, and what the person came for in them. It is never written anywhere.

    A room that holds something of the conversation itself, such as the day of a release, ``notes`` that it does, under
    a word that people read: "days".
    """

    changed = Signal()
    """The answers are others now, or forgotten."""
    noted = Signal()
    """A room holds something of this conversation now, or nothing any more."""
    forgotten = Signal()
    """Everything is to be forgotten, in every room."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers = _NOTHING
        self._holding: set[str] = set()

    @property
    def answers(self) -> Answers:
        """What was said."""
        return self._answers

    @answers.setter
    def answers(self, answers: Answers) -> None:
        if answers != self._answers:
            self._answers = answers
            self.changed.emit()

    @property
    def said(self) -> bool:
        """Whether there is anything to forget."""
        return bool(self._holding) or self._answers != _NOTHING

    @property
    def held(self) -> tuple[str, ...]:
        """What there is to forget, in words: "answers", "days", "shortlist"."""
        return (*(("answers",) if self._answers != _NOTHING else ()), *sorted(self._holding))

    def note(self, what: str, holds: bool) -> None:
        """Take note that a room holds this of the conversation, or nothing of it any more."""
        if holds != (what in self._holding):
            self._holding ^= {what}
            self.noted.emit()

    def clear(self) -> None:
        """Forget everything, at once, in every room."""
        if self._holding:
            self._holding.clear()
            self.noted.emit()
        self.answers = _NOTHING
        self.forgotten.emit()

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return "Person(...)"

    def __reduce_ex__(self, _protocol: SupportsIndex) -> NoReturn:
        """Refuse to be stored or copied; raises ``TypeError``."""
        raise TypeError("What a person said is never stored.")
