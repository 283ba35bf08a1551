"""Where the words of a cell stand: laid out once for a font and a width, to be drawn anywhere."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from PySide6.QtGui import QFont, QFontInfo

from ui.pathways.matrix_words import Piece
from ui.shell.row_grid import Face, Grid
from ui.shell.theme import scaled

_FACT_SIZE: Final = 0.9
_TITLE_SIZE: Final = 1.5
_LEAST: Final = 4


class Words(NamedTuple):
    """Some words on one line, from their left end on their base line, in pixels from the corner of what they are in."""

    text: str
    x: float
    y: float
    face: str
    tone: str
    width: float


class Icon(NamedTuple):
    """A small picture, from its top left corner."""

    name: str
    x: float
    y: float
    tone: str


class Laid(NamedTuple):
    """Words and pictures in their places, and how much room they take."""

    width: float
    height: float
    words: tuple[Words, ...] = ()
    icons: tuple[Icon, ...] = ()


class Letters:
    """A face whose words are measured once."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.face = Face(font)
        self.size = QFontInfo(font).pixelSize()
        self.ascent = self.face.sunk + self.face.metrics.ascent()
        self._widths: dict[str, float] = {}

    def width(self, word: str) -> float:
        """How wide a word is, in pixels."""
        width = self._widths.get(word)
        if width is None:
            width = self._widths[word] = self.face.advance(word)
        return width

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """Words over at most so many lines; where not all have room, the last line ends in dots."""
        lines: list[str] = []
        used, space = 0.0, self.width(" ")
        for word in self._words(text, width):
            wide = self.width(word)
            if lines and used + space + wide <= width:
                lines[-1] += f" {word}"
                used += space + wide
            else:
                lines.append(word)
                used = wide
        if len(lines) > most:
            lines = [*lines[: most - 1], self.face.elided(" ".join(lines[most - 1 :]), width)]
        return lines

    def _words(self, text: str, width: float) -> Iterator[str]:
        """The words, those that are wider than a line in parts."""
        for word in text.split():
            left = word
            while self.width(left) > width and len(left) > 1:
                fitting = next((n for n in range(len(left) - 1, 1, -1) if self.face.advance(left[:n]) <= width), 1)
                yield left[:fitting]
                left = left[fitting:]
            yield left


class Looks:
    """The letters, the pictures and the room of the map, all of it following from one font."""

    def __init__(self, font: QFont) -> None:
        grid = Grid(font, 1)
        self.font = font
        self.letters = {
            "text": Letters(font),
            "bold": Letters(scaled(font, 1, bold=True)),
            "fact": Letters(scaled(font, _FACT_SIZE)),
            "title": Letters(scaled(font, _TITLE_SIZE, bold=True)),
        }
        self.line = self.letters["text"].face.metrics.lineSpacing()
        self.character = self.letters["text"].face.character
        self.across, self.down = round(0.55 * self.line), round(0.3 * self.line)
        self.close = round(0.08 * self.line)
        self.icons, self.icon, self.indent = grid.icons, grid.icon, grid.indent

    def lay(self, pieces: Iterable[Piece], width: float, *, down: int | None = None) -> Laid:
        """Pieces below one another in a width, with room around them: above and below, so many pixels."""
        down = self.down if down is None else down
        top = float(down)
        words: list[Words] = []
        icons: list[Icon] = []
        for piece in pieces:
            letters = self.letters[piece.face]
            leading = letters.face.leading
            top += piece.above * self.line
            indent = self.indent if piece.icon in self.icons else 0
            if piece.icon in self.icons:
                icons.append(Icon(piece.icon, self.across, top + (leading - self.icon) / 2, "accent"))
            left, room = self.across + indent, max(_LEAST * self.character, width - 2 * self.across - indent)
            for line in letters.lines(piece.text, room, piece.lines):
                wide = letters.face.advance(line)
                words.append(Words(line, left, top + letters.ascent, piece.face, piece.tone, wide))
                top += leading
        return Laid(width, round(top) + down, tuple(words), tuple(icons))
