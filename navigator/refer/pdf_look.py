"""How a printed sheet looks: sizes in points, and the style of every kind of text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle

from navigator.refer import fonts
from navigator.refer.blocks import Mark, Sheet, Tone

_ROOMY: Final = 1.42
_TIGHT: Final = 1.2


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of one sheet.

    ``headings`` are by depth, the last for all deeper; ``below_rule`` is the first below its rule. ``run_in`` is for a
    term with what is said beside it, where ``runs_in``; else ``term`` stands above. ``signs`` are the marks that do not
    count. ``ruled`` is how far apart the lines to write on are, ``square`` how wide a square to point a camera at.
    """

    title: ParagraphStyle
    headings: tuple[ParagraphStyle, ...]
    below_rule: ParagraphStyle
    tones: Mapping[Tone, ParagraphStyle]
    items: Mapping[Mark, ParagraphStyle]
    signs: Mapping[str, str]
    term: ParagraphStyle
    run_in: ParagraphStyle
    said: ParagraphStyle
    digits: ParagraphStyle
    ruled: float
    square: float
    runs_in: bool

    @property
    def plain(self) -> ParagraphStyle:
        """The style of most texts."""
        return self.tones["plain"]

    @property
    def quiet(self) -> ParagraphStyle:
        """The style of what matters least."""
        return self.tones["quiet"]

    @property
    def strong(self) -> ParagraphStyle:
        """The style of what matters most."""
        return self.tones["strong"]


def look_of(sheet: Sheet) -> Look:
    """Large for a person to read; otherwise of the size of a letter."""
    return _look(14.5, 14.0, large=True) if sheet.large else _look(10.5, 9.5, large=False)


def marked_up(text: str, face: str = fonts.REGULAR) -> str:
    """A text that was cleaned, escaped for the library that draws it, in faces that have its letters."""
    return "".join(_run(piece, found, face) for piece, found in fonts.runs(text, face))


def _run(piece: str, found: str, face: str) -> str:
    letters = escape(piece).replace("\n", "<br/>")
    return letters if found == face else f'<font name="{found}">{letters}</font>'


def _look(body: float, small: float, *, large: bool) -> Look:
    gap = body * 0.5
    item = _style(body, spaceAfter=gap * 0.6, leftIndent=body * 1.7)
    bullet = item.clone("bullet", leftIndent=body * 1.1)
    numbered = item.clone("number", bulletAnchor="end", bulletIndent=body * 1.3)
    return Look(
        title=_style(body * 1.9, _TIGHT, bold=True, spaceAfter=body * 0.8),
        headings=(
            _style(body * 1.4, _TIGHT, bold=True, spaceBefore=body * 1.6),
            _style(body * 1.14, _TIGHT, bold=True, spaceBefore=body, spaceAfter=gap * 0.6),
            _style(body, _TIGHT, bold=True, spaceBefore=body * 0.7, spaceAfter=gap * 0.5),
        ),
        below_rule=_style(body * 1.4, _TIGHT, bold=True, spaceBefore=body * 0.6, spaceAfter=gap),
        tones={
            "plain": _style(body, spaceAfter=gap),
            "quiet": _style(small, spaceAfter=gap),
            "strong": _style(body, bold=True, spaceAfter=gap),
            "warning": _warning(body),
        },
        items={"bullet": bullet, "number": numbered, "box": _box(item)},
        signs={"bullet": "•", "box": "☐"},
        term=_style(body, bold=True, spaceBefore=gap * 0.8 if large else 0, spaceAfter=0),
        run_in=_style(body, spaceAfter=gap * 0.5, leftIndent=12, firstLineIndent=-12),
        said=_style(body, spaceAfter=gap * 0.5, leftIndent=0 if large else 12),
        digits=_style(28.0 if large else 15.0, _TIGHT, bold=True, spaceAfter=gap),
        ruled=34.0 if large else 25.0,
        square=96.0 if large else 72.0,
        runs_in=not large,
    )


def _warning(body: float) -> ParagraphStyle:
    pad = body * 0.65
    inside = pad + 1
    return _style(
        body,
        bold=True,
        borderWidth=1.4,
        borderColor=black,
        borderPadding=(pad * 0.8, pad, pad, pad),
        leftIndent=inside,
        rightIndent=inside,
        spaceBefore=inside + body * 0.5,
        spaceAfter=inside + body * 0.7,
    )


def _box(item: ParagraphStyle) -> ParagraphStyle:
    return item.clone("box", bulletFontName=fonts.OTHER, bulletFontSize=item.fontSize * 1.3)


def _style(size: float, leading: float = _ROOMY, *, bold: bool = False, **more: Any) -> ParagraphStyle:
    face = fonts.BOLD if bold else fonts.REGULAR
    return ParagraphStyle(
        "text",
        fontName=face,
        fontSize=size,
        leading=size * leading,
        bulletFontName=fonts.REGULAR,
        bulletFontSize=size,
        bulletIndent=0,
        textColor=black,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        **more,
    )
