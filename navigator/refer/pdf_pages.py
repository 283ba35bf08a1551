"""The pages of a PDF: their size, their edges, and what stands at the foot of each."""

import io
import re
from typing import Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus import Paragraph as Prose

from navigator.refer import fonts
from navigator.refer.blocks import Sheet
from navigator.refer.clean import clean_line
from navigator.refer.papers import SIZES, Paper
from navigator.refer.pdf_flow import story
from navigator.refer.pdf_look import Look, look_of, marked_up

EDGE: Final = 45.0
_TOP: Final = 36.0
_FOOT: Final = 28.0
_GAP: Final = 8.0
_MOST: Final = 300
_MOST_DATED: Final = 30
_SIGNED: Final = re.compile(rb"(?<=\n%)[^\n]*?ReportLab generated[^\n]*", re.IGNORECASE)
_BINARY: Final = bytes((0x93, 0x8C, 0x8B, 0x9E))
"""What tells other programs that a file is no text (ISO 32000-1, 7.5.2)."""


def build(sheet: Sheet, paper: Paper) -> bytes:
    """The document, laid out once to count its pages and once to number them."""
    fonts.prepare()
    _, pages = _laid_out(sheet, paper, 0)
    content, _ = _laid_out(sheet, paper, pages)
    return _unsigned(content)


def _unsigned(content: bytes) -> bytes:
    """The same without what the library says of itself in two comments: as many blanks keep all else where it was."""
    return _SIGNED.sub(lambda found: _BINARY.ljust(len(found[0])), content)


def _laid_out(sheet: Sheet, paper: Paper, pages: int) -> tuple[bytes, int]:
    width, height = SIZES[paper]
    inner = width - 2 * EDGE
    look = look_of(sheet)
    foot = _Foot(sheet, look, pages, inner)
    bottom = _FOOT + foot.height + _GAP
    frame = Frame(EDGE, bottom, inner, height - _TOP - bottom, 0, 0, 0, 0)
    written = io.BytesIO()
    document = BaseDocTemplate(
        written,
        pagesize=(width, height),
        pageTemplates=[PageTemplate("page", [frame], onPageEnd=foot.draw)],
        title=clean_line(sheet.title),
        author="",
        subject="",
        creator="",
        producer="",
        lang="en-GB",
        displayDocTitle=True,
        invariant=1,
        initialFontName=fonts.REGULAR,
    )
    document.build(story(sheet, look, (inner, frame.height)))
    return written.getvalue(), document.page


class _Foot:
    """What stands at the foot of every page: the sheet's own words, its day, and the page's number."""

    def __init__(self, sheet: Sheet, look: Look, pages: int, width: float) -> None:
        self._look = look
        self._pages = pages
        self._width = width
        words = clean_line(sheet.foot)[:_MOST]
        self._words = Prose(marked_up(words), look.quiet) if words else None
        self._words_high = self._words.wrap(width, 1000)[1] if self._words else 0.0
        self._dated = f"Dated {clean_line(sheet.dated)[:_MOST_DATED]}" if sheet.dated else ""
        self.height = self._words_high + look.quiet.leading + _GAP / 2

    def draw(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Draw it last, so that it is also read last."""
        low, style = _FOOT, self._look.quiet
        canvas.setLineWidth(0.6)
        canvas.line(EDGE, low + self.height, EDGE + self._width, low + self.height)
        if self._words:
            self._words.drawOn(canvas, EDGE, low + style.leading)
        canvas.setFont(style.fontName, style.fontSize)
        canvas.drawString(EDGE, low, self._dated)
        canvas.drawRightString(EDGE + self._width, low, f"Page {document.page} of {self._pages}")
