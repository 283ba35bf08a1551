"""What a listing is told in: parts under headings, each of a kind that a person can read, ring, copy or open."""

from dataclasses import dataclass
from typing import Final, Literal

from navigator.find.wording import joined

Kind = Literal["text", "quiet", "warning", "phone", "email", "web", "listing", "day"]

NEEDS_A_NETWORK: Final = "needs a network"
TODAY: Final = "today"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a listing says.

    ``note`` is said beside it: how old it is, what a line is for, the times of a day. ``target`` is what it leads to:
    the digits to ring, an address to write to or open, the id of a listing; ``"today"`` for the day that is today.
    """

    kind: Kind
    text: str
    note: str = ""
    target: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as lines for a terminal."""
        if self.kind in {"phone", "day"}:
            return (joined(self.text, self.note),)
        told = self.text
        if self.note not in {"", NEEDS_A_NETWORK}:
            told = f"{told.removesuffix('.')} ({self.note}){told[-1:] if told.endswith('.') else ''}"
        return (told, self.target) if self.kind == "web" and self.target != self.text else (told,)


@dataclass(frozen=True, slots=True)
class Section:
    """Some parts of a listing under one heading; ``code`` never changes."""

    code: str
    heading: str
    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The parts as lines for a terminal."""
        return tuple(line for part in self.parts for line in part.lines)
