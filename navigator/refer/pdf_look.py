"""How a printed sheet looks: sizes in points, and the style of every kind of text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle

from navigator.refer import fonts
from navigator.refer.blocks import Mark, Sheet, Tone

_ROOMY: Final = 1.25
_TIGHT: Final = 1.2
_TIGHT_DIGITS: Final = 1.08


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of one sheet.

    ``headings`` are by depth, the last for all deeper; ``below_rule`` is the first below its rule. ``run_in`` is for a
    term with what is said beside it; where that cannot be, ``term`` stands above ``said``. ``label`` is for what stands
    right above big digits, ``label_alone`` for a label with nothing after it. ``signs`` are the marks that do not
    count. ``ruled`` is how far apart the lines to write on are, ``square`` how wide a square to point a camera at.
    """

    title: ParagraphStyle
    headings: tuple[ParagraphStyle, ...]
    below_rule: ParagraphStyle
    tones: Mapping[Tone, ParagraphStyle]
    items: Mapping[Mark, ParagraphStyle]
    quiet_items: Mapping[Mark, ParagraphStyle]
    signs: Mapping[str, str]
    term: ParagraphStyle
    run_in: ParagraphStyle
    said: ParagraphStyle
    digits: ParagraphStyle
    label: ParagraphStyle
    label_alone: ParagraphStyle
    ruled: float
    square: float

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
    return _look(14.0, 14.0, large=True) if sheet.large else _look(9.4, 9.0, large=False)


def marked_up(text: str, face: str = fonts.REGULAR) -> str:
    """A text that was cleaned, escaped for the library that draws it, in faces that have its letters."""
    return "".join(_run(piece, found, face) for piece, found in fonts.runs(text, face))


def _run(piece: str, found: str, face: str) -> str:
    letters = escape(piece).replace("\n", "<br/>")
    return letters if found == face else f'<font name="{found}">{letters}</font>'


def _look(body: float, small: float, *, large: bool) -> Look:
    big = 25.0 if large else 14.0
    gap, hang = body * 0.32, 0 if large else 12
    return Look(
        title=_style(body * 1.7, _TIGHT, bold=True, spaceAfter=body * 0.5),
        headings=(
            _style(body * 1.35, _TIGHT, bold=True, spaceBefore=body * 0.6),
            _style(body * 1.1, _TIGHT, bold=True, spaceBefore=body * 0.5, spaceAfter=gap * 0.4),
            _style(body, _TIGHT, bold=True, spaceBefore=body * 0.4, spaceAfter=gap * 0.4),
        ),
        below_rule=_style(body * 1.35, _TIGHT, bold=True, spaceBefore=body * 0.3, spaceAfter=gap),
        tones={
            "plain": _style(body, spaceAfter=gap),
            "quiet": _style(small, spaceAfter=gap),
            "strong": _style(body, bold=True, spaceAfter=gap),
            "warning": _warning(body),
        },
        items=_items(body, gap),
        quiet_items=_items(small, gap),
        signs={"bullet": "•", "box": "☐"},
        term=_style(body, bold=True, spaceBefore=gap * 0.8 if large else 0, spaceAfter=0),
        run_in=_style(body, spaceAfter=gap * (1 if large else 0.5), leftIndent=hang, firstLineIndent=-hang),
        said=_style(body, spaceAfter=gap * 0.5, leftIndent=hang),
        digits=_style(big, _TIGHT_DIGITS, face=fonts.DIGITS, spaceAfter=gap),
        label=_style(body),
        label_alone=_style(body, bold=True),
        ruled=30.0 if large else 22.0,
        square=72.0 if large else 64.0,
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


def _items(size: float, gap: float) -> Mapping[Mark, ParagraphStyle]:
    item = _style(size, spaceAfter=gap * 0.6, leftIndent=size * 1.7)
    return {
        "bullet": item.clone("bullet", leftIndent=size * 1.1),
        "number": item.clone("number", bulletAnchor="end", bulletIndent=size * 1.3),
        "box": item.clone("box", bulletFontName=fonts.OTHER, bulletFontSize=size * 1.3),
    }


def _style(size: float, leading: float = _ROOMY, *, bold: bool = False, face: str = "", **more: Any) -> ParagraphStyle:
    face = face or (fonts.BOLD if bold else fonts.REGULAR)
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
