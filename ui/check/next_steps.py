"""What to do about a no, in the order in which it helps, as parts of a page: for the worker."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from navigator.find.wording import ended
from ui.shell.copying import Copy
from ui.shell.flow import beside
from ui.shell.folding import Folding
from ui.shell.parts import Band, Block, Link, open_address
from ui.shell.text import Digits, Heading, Text
from ui.shell.theme import QUIET

if TYPE_CHECKING:
    from navigator.check.advice import Advice, Challenge, Joint, NextStep, Offer, Other
    from navigator.check.guidance import Application, Guidance

_CHALLENGE: Final = "Challenge it"
_OTHERS: Final = "Try another service"
_JOINT: Final = "Ask for a joint appointment"
_CHANGES: Final = "Something that could change their answer"
_AFTER: Final = "If no other service comes to mind"
_SAY: Final = "Words to say"
_FURTHER: Final = "More guidance to quote"
_SMALLER: Final = 1.2
_SPOKEN: Final = 1.15
_BETWEEN: Final = 0.5

Copied = Callable[[str], None]
Opened = Callable[[str], None]


class NextSteps:
    """Makes the parts of a page from one piece of advice.

    ``copied`` is told what was copied, ``opened`` the id of another service that somebody asked about.
    """

    def __init__(self, copied: Copied, opened: Opened) -> None:
        self._copied, self._opened = copied, opened

    def blocks(self, advice: "Advice") -> Iterator[Block]:
        """Each step under its heading, with its number where there are several."""
        steps: list[tuple[str, list[Block]]] = [
            (_CHALLENGE, list(self._challenges(advice.challenges))),
            (_OTHERS, [self._other(other) for other in advice.others]),
            (_AFTER, [self._next(advice.next_step)] if advice.next_step else []),
            (_JOINT, list(self._joint(advice.joint)) if advice.joint else []),
            (_CHANGES, [block for offer in advice.changes for block in self._offer(offer)]),
        ]
        there = [(title, blocks) for title, blocks in steps if blocks]
        for number, (title, blocks) in enumerate(there, start=1):
            yield [Heading(f"{number}. {title}" if len(there) > 1 else title), *blocks[0]]
            yield from blocks[1:]

    def quote(self, words: str) -> Block:
        """Words to say, ready to read out and to copy."""
        return [Text(_SAY, bold=True), self._quoted(words)]

    def number(self, number: str, whose: str, *, size: float) -> QWidget:
        """A number to ring in big digits, with the button that copies it."""
        copy = Copy("".join(letter for letter in number if letter.isdigit() or letter == "+"), f"{number}, {whose}")
        copy.copied.connect(self._copied)
        return beside(Digits(number, size=size), copy)

    def _quoted(self, words: str) -> QWidget:
        copy = Copy(words, f"the words {words}", says="Copy the words")
        copy.copied.connect(self._copied)
        return Band("good", [[Text(quoted(words), size=_SPOKEN, selectable=True), beside(copy)]])

    def _challenges(self, challenges: Iterable["Challenge"]) -> Iterator[Block]:
        """What to ask for, then what to quote, each once."""
        each = list(challenges)
        asks = dict.fromkeys(one.do for one in each)
        if asks:
            yield [Text("\n".join(asks), selectable=True)]
        for application in dict.fromkeys(one.application for one in each if one.application):
            yield [*_written(application), *self.quote(application.words)]
        guidance = list(dict.fromkeys(piece for one in each for piece in one.guidance))
        if guidance:
            yield [*_written(guidance[0]), *self.quote(guidance[0].words)]
        if guidance[1:]:
            yield [Folding(_FURTHER, partial(self._further, guidance[1:]))]

    def _further(self, guidance: Sequence["Guidance"]) -> Iterator[Block]:
        return ([*_written(one), *self.quote(one.words)] for one in guidance)

    def _other(self, other: "Other") -> Block:
        link = Link(other.name)
        link.clicked.connect(partial(self._opened, other.id))
        phone = [self.number(other.phone.number, other.name, size=_SMALLER)] if other.phone else []
        return [link, Text(other.reason, selectable=True), *phone]

    def _joint(self, joint: "Joint") -> Iterator[Block]:
        change = joint.change
        yield [Text(change.do, selectable=True), Text(_from(change.source_says, change.mark), role=QUIET)]
        yield from map(self._other, joint.partners)

    def _offer(self, offer: "Offer") -> Iterator[Block]:
        change = offer.change
        source = Text(_from(change.source_says, change.mark), role=QUIET)
        yield [Text(change.title, bold=True), Text(change.do, selectable=True), source]
        yield from map(self._other, offer.helpers)

    def _next(self, step: "NextStep") -> Block:
        block: list[QWidget] = [Text(step.text, selectable=True)]
        if step.id:
            link = Link(step.name)
            link.clicked.connect(partial(self._opened, step.id))
            block.append(link)
        if step.number:
            block.append(self.number(step.number, step.name, size=_SMALLER))
        return block


def quoted(words: str) -> str:
    """Words somebody says, between the marks for them."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"


def _written(piece: "Guidance | Application") -> Iterator[QWidget]:
    """What guidance says, where it is written, and how sure that is."""
    yield Text(piece.says, selectable=True)
    condition = getattr(piece, "only_if", "")
    if condition:
        yield Text(ended(f"This holds only if {condition}"), selectable=True)
    yield Text(_from(piece.page.says, piece.mark), role=QUIET)
    if piece.page.url:
        link = Link("Open the page (needs a network)")
        link.setAccessibleDescription(piece.page.url)
        link.clicked.connect(partial(open_address, piece.page.url))
        yield link


def _from(source: str, mark: str) -> str:
    return " ".join(filter(None, (ended(f"From: {source}"), mark)))
