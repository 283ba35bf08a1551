"""A sheet's blocks as what flows over pages: a heading stays with what it heads, a short text stays whole."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from navigator.refer import fonts, qr, rtl
from navigator.refer.blocks import Block, Fact, Facts, Fill, Items, Number, Paragraph, Section, Sheet
from navigator.refer.clean import clean, clean_line
from navigator.refer.pdf_look import Look, marked_up
from navigator.refer.pdf_shapes import WHOLE, Ring, Rule, Text

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

    def sheet(self, sheet: Sheet) -> Iterator[Flowable]:
        yield self._line(sheet.title, self._look.title)
        yield from self._flowing([self._spaced(block) for block in sheet.opening])
        for section in sheet.sections:
            yield from self._section(section, 0, [])
        if any(fonts.without_shape(clean(one)) for one in sheet.texts()):
            yield self._text(LOST, self._look.quiet)

    def _section(self, section: Section, level: int, above: list[Flowable]) -> Iterator[Flowable]:
        """A section, below the headings over it that nothing stands under yet."""
        if section.apart:
            yield PageBreak()
        above = [*above, *self._heading(section.heading, level)]
        blocks = [self._spaced(block) for block in section.blocks]
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
            case Items(texts=texts, mark=mark):
                for number, said in enumerate(texts, 1):
                    sign = self._look.signs.get(mark, f"{number}.")
                    yield self._set(clean(said), self._look.items[mark], sign)
            case Number():
                yield from self._number(block)
            case Fill():
                yield from self._fill(block)

    def _fact(self, fact: Fact) -> Iterator[Flowable]:
        if self._look.runs_in and len(fact.lines) == 1 and not rtl.is_mixed(fact.term + fact.lines[0]):
            term, said = marked_up(clean_line(fact.term), fonts.BOLD), marked_up(clean(fact.lines[0]))
            yield Text(f'<font name="{fonts.BOLD}">{term}</font>&nbsp;&nbsp; {said}', self._look.run_in)
            return
        lines = [self._text(line, self._look.said) for line in fact.lines]
        yield from self._kept([self._line(fact.term, self._look.term)], lines)

    def _number(self, block: Number) -> Iterator[Flowable]:
        label = [self._line(block.label, self._look.plain)] if block.label else []
        digits = self._line(block.number, self._look.digits)
        if not (rows := qr.squares(block.number) if block.qr else ()):
            yield from self._kept(label, [digits])
            return
        caption = self._text(qr.CAPTION, self._look.quiet)
        ring = Ring((*label, digits, caption), rows, self._look.square, self._look.plain.spaceAfter)
        fits = ring.wrap(self._wide, self._high)[1] <= WHOLE
        yield from [ring] if fits else self._kept(label, [digits])

    def _fill(self, fill: Fill) -> Iterator[Flowable]:
        above = self._line(fill.label, self._look.strong)
        written = [self._text(fill.text, self._look.plain)] if fill.text else []
        rules = [Rule(self._wide, self._look.ruled, 0.7) for _ in range(fill.lines)]
        yield from self._kept([above], written or rules[:_LINES_TO_WRITE_ON])
        yield from rules if written else rules[_LINES_TO_WRITE_ON:]
        if rules:
            rules[-1].spaceAfter = self._look.plain.leading

    def _kept(self, above: Sequence[Flowable], below: Sequence[Flowable]) -> Iterator[Flowable]:
        """What stands above, on a page that also has room for the beginning of what it stands above."""
        first = sum(self._heights(below))
        if first > WHOLE:
            first = min(next(self._heights(below)), _LINES_BEGUN * self._look.plain.leading)
        yield CondPageBreak(min(sum(self._heights(above)) + first, self._high - 1))
        yield from above
        yield from below

    def _heights(self, flowables: Sequence[Flowable]) -> Iterator[float]:
        for one in flowables:
            if not isinstance(one, CondPageBreak):
                yield float(one.wrap(self._wide, self._high)[1]) + one.getSpaceBefore() + one.getSpaceAfter()

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
