"""What a sheet is made of: plain texts in blocks, under headings, for every form that it is printed or saved in.

No block holds markup. Whoever draws one escapes its texts, so that nothing a listing says is ever interpreted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "quiet", "strong", "warning"]
Mark = Literal["bullet", "number", "box"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of its own; a line break in it is kept. ``tone`` says how it is set apart, and never only by colour."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said under one term, each line a text of its own."""

    term: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms, and what is said under each."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Some texts in order, each with a bullet, a number from 1, or a box to tick; ``quiet`` as a quiet paragraph is."""

    texts: tuple[str, ...]
    mark: Mark = "bullet"
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number to ring in big digits, as people read it; ``label`` is what the line is, "" for nothing.

    ``qr`` adds a square that a phone's camera reads as the number. ``note`` is what to know of it, "" for nothing.
    """

    number: str
    label: str = ""
    qr: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fill:
    """Room to write by hand: ``lines`` ruled lines below a label, after what was typed, if anything was.

    ``rest``: on pages it takes all the room that is left on its page, and is left out where that is too little for it.
    """

    label: str
    lines: int
    text: str = ""
    rest: bool = False


Block = Paragraph | Facts | Items | Number | Fill


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading, and sections below them.

    ``apart`` begins a new page; ``whole`` does where this one has too little room for it and a new one has enough.
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    apart: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to print, save or copy.

    ``foot`` stands on every page, with the page's number and ``dated``: the directory's own day, in words, "" for none.
    ``large`` is for a person to read: 14 points or more. ``file_name`` is a name to save it under, without its ending.
    """

    title: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    foot: str
    dated: str
    file_name: str
    large: bool = False

    def texts(self) -> Iterator[str]:
        """Every text on it, in reading order: what nobody may find on it is not in these."""
        yield self.title
        for block in self.opening:
            yield from texts_of(block)
        for section in self.sections:
            yield from _texts_under(section)
        yield from filter(None, (self.foot, self.dated))


def texts_of(block: Block) -> Iterator[str]:
    """The texts of one block, in reading order."""
    match block:
        case Paragraph(text=text):
            yield text
        case Facts(facts=facts):
            for fact in facts:
                yield fact.term
                yield from fact.lines
        case Items(texts=texts):
            yield from texts
        case Number(number=number, label=label, note=note):
            yield from filter(None, (label, note, number))
        case Fill(label=label, text=text):
            yield from filter(None, (label, text))


def _texts_under(section: Section) -> Iterator[str]:
    yield section.heading
    for block in section.blocks:
        yield from texts_of(block)
    for one in section.sections:
        yield from _texts_under(one)
