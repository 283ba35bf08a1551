"""What changed, to read: a field, how it was and how it became, with the words that changed marked in both."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from navigator.listings.marks import Pieces, changed_words
from navigator.listings.past.saying import Line
from ui.shell.style import draw_ring
from ui.shell.theme import characters, colours_of, line_height, scaled

_BESIDE: Final = 62
"""With as many characters across, how it was and how it became stand side by side."""
_SHARES: Final = (22, 39, 39)
"""Of the width, in per cent: the field, before, after."""
_TITLE: Final = 1.2
_FEWEST_LINES: Final = 6
_APART: Final = 0.4
_CLOSE: Final = 0.15
"""Between paragraphs, in lines of text."""
_HEADS: Final = ("Before", "After")
_NOTHING: Final = "Nothing"
_LEGEND: Final = "Struck through is what goes, underlined what comes."


class Page(NamedTuple):
    """What there is to read: a title, some sentences, what changed, and sentences that stand below it."""

    title: str
    above: Sequence[str] = ()
    lines: Sequence[Line] = ()
    below: Sequence[str] = ()
    heads: tuple[str, str] = _HEADS


class ChangeText(QTextEdit):
    """One page, which can be scrolled and copied from. No text is taken for more than its words."""

    def __init__(self) -> None:
        super().__init__()
        self._page = Page("")
        self._beside = True
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def show_page(self, page: Page) -> None:
        """Show this from its beginning; the same page stays where it was read to."""
        if page != self._page:
            self._page = page
            self.setAccessibleName(page.title)
            self._write()

    def minimumSizeHint(self) -> QSize:
        """Some lines: the rest can be scrolled to."""
        return QSize(characters(self, 20), _FEWEST_LINES * line_height(self))

    def sizeHint(self) -> QSize:
        """The least: it takes what room there is."""
        return self.minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is for those around it."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both sides stand beside one another where there is room."""
        super().resizeEvent(event)
        beside = self.viewport().width() >= characters(self, _BESIDE)
        if beside != self._beside:
            self._beside = beside
            self._write(stay=True)

    def changeEvent(self, event: QEvent) -> None:
        """Write it in other colours, or in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._beside = self.viewport().width() >= characters(self, _BESIDE)
            self._write(stay=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self.viewport())

    def _write(self, *, stay: bool = False) -> None:
        bar = self.verticalScrollBar()
        was = bar.value() if stay else 0
        page, writer = self._page, _Writer(self)
        self._tell(page, writer)
        writer.end()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        bar.setValue(was)

    def _tell(self, page: Page, writer: "_Writer") -> None:
        writer.say(page.title, writer.look(bold=True, size=_TITLE))
        for text in page.above:
            writer.say(text)
        if page.lines:
            told = [(line, *changed_words(line.before, line.after)) for line in page.lines]
            (writer.table if self._beside else writer.stack)(told, page.heads)
            if any(piece.marked for _, *sides in told for side in sides for piece in side):
                writer.say(_LEGEND, writer.look(quiet=True), 2 * _APART)
        for text in page.below:
            writer.say(text)


_Told = Sequence[tuple[Line, Pieces, Pieces]]


class _Writer:
    """Writes into the document of a view, in place of what was there."""

    def __init__(self, view: QTextEdit) -> None:
        self._view = view
        self._colours = colours_of(view.palette())
        self._line = line_height(view)
        view.clear()
        document = view.document()
        document.setDefaultFont(view.font())
        document.setDocumentMargin(0.6 * self._line)
        self._cursor = QTextCursor(document)
        self._cursor.beginEditBlock()  # or all of it would be laid out anew for every word
        self._begun = False

    def end(self) -> None:
        """Lay out what was written."""
        self._cursor.endEditBlock()

    def say(self, text: str, look: QTextCharFormat | None = None, above: float = _APART) -> None:
        """A paragraph, so many lines below the one before."""
        cursor = self._cursor
        cursor.movePosition(QTextCursor.MoveOperation.End)
        shape = cursor.blockFormat()
        shape.setTopMargin(above * self._line if self._begun else 0)
        if self._begun:
            cursor.insertBlock(shape)
        self._begun = True
        cursor.insertText(text, look or self.look())

    def table(self, told: _Told, heads: tuple[str, str]) -> None:
        """The fields below one another, before and after beside each."""
        table = self._make_table(len(told) + 1)
        for column, text in enumerate(("", *heads)):
            self._fill(table, 0, column, [(text, self.look(quiet=True))])
        for row, (line, before, after) in enumerate(told, 1):
            self._fill(table, row, 0, [(line.label, self.look(bold=True))])
            self._fill(table, row, 1, self._side(before, came=False))
            self._fill(table, row, 2, self._side(after, came=True))

    def stack(self, told: _Told, heads: tuple[str, str]) -> None:
        """The same below one another, where there is no room."""
        for line, before, after in told:
            self.say(line.label, self.look(bold=True), 2 * _APART)
            for head, pieces, came in zip(heads, (before, after), (False, True), strict=True):
                self.say(f"{head}: ", self.look(quiet=True), _CLOSE)
                for text, look in self._side(pieces, came=came):
                    self._cursor.insertText(text, look)

    def _make_table(self, rows: int) -> QTextTable:
        shape = QTextTableFormat()
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in _SHARES])
        shape.setCellSpacing(0)
        shape.setBorder(0)
        shape.setTopMargin(0.6 * self._line)
        shape.setBottomMargin(0.3 * self._line)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        return self._cursor.insertTable(rows, len(_SHARES), shape)

    def _fill(self, table: QTextTable, row: int, column: int, texts: Iterable[tuple[str, QTextCharFormat]]) -> None:
        cell = table.cellAt(row, column)
        shape = QTextTableCellFormat()
        shape.setBottomBorder(1)
        shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBottomBorderBrush(QColor(self._colours.edge))
        shape.setTopPadding(0.25 * self._line)
        shape.setBottomPadding(0.25 * self._line)
        shape.setRightPadding(0.6 * self._line)
        cell.setFormat(shape)
        cursor = cell.firstCursorPosition()
        for text, look in texts:
            cursor.insertText(text, look)

    def _side(self, pieces: Pieces, *, came: bool) -> Iterable[tuple[str, QTextCharFormat]]:
        if not pieces:
            return [(_NOTHING, self.look(quiet=True))]
        return [(piece.text, self._marked(came=came) if piece.marked else self.look()) for piece in pieces]

    def _marked(self, *, came: bool) -> QTextCharFormat:
        look = self.look(bold=came)
        look.setBackground(QColor(self._colours.mark))
        look.setFontUnderline(came)
        look.setFontStrikeOut(not came)
        return look

    def look(self, *, bold: bool = False, quiet: bool = False, size: float = 1.0) -> QTextCharFormat:
        """How letters look."""
        look = QTextCharFormat()
        look.setFont(scaled(QFont(self._view.font()), size, bold=bold))
        look.setForeground(QColor(self._colours.quiet if quiet else self._colours.text))
        return look
