"""A sheet's blocks as what flows over pages: a heading stays with what it heads, a short text stays whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise
from typing import Final

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from navigator.refer import fonts, qr, rtl
from navigator.refer.blocks import Block, Fact, Facts, Fill, Items, Number, Paragraph, Section, Sheet
from navigator.refer.clean import clean, clean_line
from navigator.refer.pdf_look import Look, marked_up
from navigator.refer.pdf_shapes import WHOLE, Rest, Ring, Rule, Text, stacked

LOST: Final = (
    f"{fonts.BLANK} stands for a letter that this print has no shape for. "
    "Saved as a web page or as plain text, the sheet has them all."
)
_LINES_BEGUN: Final = 4
_THICK: Final = 1.2
_LINES_TO_WRITE_ON: Final = 2


def story(sheet: Sheet, look: Look, room: tuple[float, float]) -> list[Flowable]:
    """All that a sheet shows, in reading order; ``room`` is the width and height of a page within its edges."""
    return list(_Flow(look, room).sheet(sheet))


class _Flow:
    """Makes what flows from what is said, in one look, for pages of one size."""

    def __init__(self, look: Look, room: tuple[float, float]) -> None:
        self._look = look
        self._wide, self._high = room
        self._captions = iter((qr.CAPTION,))

    def sheet(self, sheet: Sheet) -> Iterator[Flowable]:
        yield self._line(sheet.title, self._look.title)
        yield from self._flowing(self._blocks(sheet.opening))
        for section in sheet.sections:
            yield from self._section(section, 0, [])
        if any(fonts.without_shape(clean(one)) for one in sheet.texts()):
            yield self._text(LOST, self._look.quiet)

    def _section(self, section: Section, level: int, above: list[Flowable]) -> Iterator[Flowable]:
        """A section, below the headings over it that nothing stands under yet."""
        if section.apart:
            yield PageBreak()
        if section.whole:
            yield from self._together([*self._section(replace(section, whole=False), level, above)])
            return
        above = [*above, *self._heading(section.heading, level)]
        blocks = self._blocks(section.blocks)
        if blocks or not section.sections:
            yield from self._kept(above, blocks[0] if blocks else [])
            yield from self._flowing(blocks[1:])
            above = []
        for one in section.sections:
            yield from self._section(one, level + 1, above)
            above = []

    def _heading(self, heading: str, level: int) -> Iterator[Flowable]:
        if not heading:
            return
        style = self._look.headings[min(level, len(self._look.headings) - 1)]
        if level == 0:
            yield Rule(self._wide, _THICK, _THICK, before=style.spaceBefore)
            style = self._look.below_rule
        yield self._line(heading, style)

    def _flowing(self, blocks: Iterable[Sequence[Flowable]]) -> Iterator[Flowable]:
        """Blocks one after another, each on one page unless it is long."""
        return chain.from_iterable(self._kept([], block) for block in blocks)

    def _together(self, flowables: list[Flowable]) -> Iterator[Flowable]:
        """Flowables on one page, unless they are too many for one."""
        yield CondPageBreak(min(stacked(self._solid(flowables), self._wide), self._high - 1))
        yield from flowables

    def _blocks(self, blocks: Iterable[Block]) -> list[list[Flowable]]:
        """What each block is made of; beside the squares of a number stands what follows, as far as there is room."""
        made = [self._spaced(block) for block in blocks]
        for (*_, ring), following in pairwise(one for one in made if one):
            if isinstance(ring, Ring):
                ring.take(following, self._wide)
        return made

    def _spaced(self, block: Block) -> list[Flowable]:
        parts = list(self._block(block))
        if parts and isinstance(block, Facts | Items):
            parts[-1].spaceAfter = self._look.plain.spaceAfter * 1.4
        return parts

    def _block(self, block: Block) -> Iterator[Flowable]:
        match block:
            case Paragraph(text=said, tone=tone):
                yield self._text(said, self._look.tones[tone])
            case Facts(facts=facts):
                yield from chain.from_iterable(map(self._fact, facts))
            case Items(texts=texts, mark=mark, quiet=quiet):
                style = (self._look.quiet_items if quiet else self._look.items)[mark]
                for number, said in enumerate(texts, 1):
                    yield self._set(clean(said), style, self._look.signs.get(mark, f"{number}."))
            case Number():
                yield from self._number(block)
            case Fill():
                yield from self._fill(block)

    def _fact(self, fact: Fact) -> Iterator[Flowable]:
        text = "\n".join(map(clean, fact.lines))
        if text and not rtl.is_mixed(fact.term + text):
            yield self._run_in(fact.term, text, self._look.run_in)
            return
        lines = [self._text(line, self._look.said) for line in fact.lines]
        yield from self._kept([self._line(fact.term, self._look.term)], lines)

    def _run_in(self, term: str, said: str, style: ParagraphStyle) -> Text:
        """A term, and on the same line what is said under it."""
        shown = marked_up(clean_line(term), fonts.BOLD)
        return Text(f'<font name="{fonts.BOLD}">{shown}</font>&nbsp;&nbsp; {marked_up(said)}', style)

    def _number(self, block: Number) -> Iterator[Flowable]:
        above, digits = [*self._before(block)], self._line(block.number, self._look.digits)
        if rows := qr.squares(block.number) if block.qr else ():
            caption = [self._text(one, self._look.quiet) for one in islice(self._captions, 1)]
            ring = Ring((*above, digits, *caption), rows, self._look.square, self._look.plain.spaceAfter)
            if ring.wrap(self._wide, self._high)[1] <= WHOLE:
                yield ring
                return
        digits.spaceAfter = self._look.plain.leading * 0.45
        yield from self._kept(above, [digits])

    def _before(self, block: Number) -> Iterator[Text]:
        """What stands right above the digits: what the line is, and what to know of it."""
        if block.label and block.note and not rtl.is_mixed(block.label + block.note):
            yield self._run_in(block.label, clean(block.note), self._look.label)
            return
        if block.label:
            yield self._line(block.label, self._look.label_alone)
        if block.note:
            yield self._text(block.note, self._look.label)

    def _fill(self, fill: Fill) -> Iterator[Flowable]:
        above = self._line(fill.label, self._look.strong)
        if fill.rest:
            yield Rest(above, fill.lines, self._look.ruled, self._look.plain.leading)
            return
        written = [self._text(fill.text, self._look.plain)] if fill.text else []
        rules = [Rule(self._wide, self._look.ruled, 0.7) for _ in range(fill.lines)]
        yield from self._kept([above], written or rules[:_LINES_TO_WRITE_ON])
        yield from rules if written else rules[_LINES_TO_WRITE_ON:]
        if rules:
            rules[-1].spaceAfter = self._look.plain.leading

    def _kept(self, above: Sequence[Flowable], below: Sequence[Flowable]) -> Iterator[Flowable]:
        """What stands above, on a page that also has room for the beginning of what it stands above."""
        solid = self._solid(below)
        first = stacked(solid, self._wide)
        if first > WHOLE:
            first = min(stacked(solid[:1], self._wide), _LINES_BEGUN * self._look.plain.leading)
        if high := stacked(self._solid(above), self._wide) + first:
            yield CondPageBreak(min(high, self._high - 1))
        yield from above
        yield from below

    @staticmethod
    def _solid(flowables: Iterable[Flowable]) -> list[Flowable]:
        """Those that take room whatever the page."""
        return [one for one in flowables if not isinstance(one, CondPageBreak | PageBreak | Rest)]

    def _text(self, said: str, style: ParagraphStyle) -> Text:
        return self._set(clean(said), style)

    def _line(self, said: str, style: ParagraphStyle) -> Text:
        return self._set(clean_line(said), style)

    def _set(self, said: str, style: ParagraphStyle, mark: str | None = None) -> Text:
        """A text that was cleaned; where any of it is written from the right, in lines that are broken here."""
        face, size = style.fontName, style.fontSize
        if rtl.is_mixed(said):
            wide = self._wide - style.leftIndent - style.rightIndent - 1
            style = style.clone("from the right", alignment=TA_RIGHT) if rtl.begins_right(said) else style
            said = "\n".join(rtl.lines(said, wide, lambda line: fonts.width(line, face, size)))
        return Text(marked_up(said, face), style, bulletText=mark)
