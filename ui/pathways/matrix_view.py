"""Who to talk to: a map of the system, needs down the side and boroughs along the top, to look at and to save."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.pathways.matrix_detail import MatrixDetail
from ui.pathways.matrix_legend import Legend, LegendView
from ui.pathways.matrix_model import MatrixModel
from ui.pathways.matrix_saving import PICTURES, TABLES, save_picture, save_table
from ui.pathways.matrix_table import MatrixTable
from ui.pathways.matrix_words import COUNTED, HELP, NARROWED, gaps, summary
from ui.pathways.saving import Run, at_once, calmly
from ui.shell.arranged import Arranged
from ui.shell.saving import Kinds, ask_file
from ui.shell.saying import tell
from ui.shell.splitter import Splitter
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room

if TYPE_CHECKING:
    from navigator.pathways import Matrix

_BESIDE: Final = 96
_BESIDE_NAMES: Final = 170
"""With as many characters across, the chosen cell stands beside the map; with fewer they take turns."""
_SHARES: Final = (7_300, 2_700)
_LONG: Final = 80
"""With as many characters across, words stand beside buttons; with fewer below them."""
_CHOSEN: Final = "Show the chosen cell"
_FILE: Final = "who-to-talk-to"
_EMPTY: Final = "This directory has no service whose need is named, so there is nothing to map."


class MatrixView(Arranged, QWidget):
    """The map, the cell that is chosen in it, and what the marks mean.

    ``find_asked`` carries the filters (``navigator.find.Filters``) that open a cell's services in Find,
    ``listing_asked`` the id of a service to read about; ``answers_dropped`` asks for the map without the answers.
    """

    find_asked = Signal(object)
    listing_asked = Signal(str)
    answers_dropped = Signal()

    def __init__(self, run: Run = at_once) -> None:
        """What takes a while, such as saving a picture, is done by ``run``."""
        super().__init__()
        self._run = run
        self._model = MatrixModel()
        self._turned = False
        self._shown = ("", "")
        self.table = MatrixTable(self._model)
        self.detail = MatrixDetail()
        self.legend = LegendView()
        self.says, self.gaps, self.status = Text(role=QUIET), Text(bold=True), Text(selectable=True)
        self.names = Button("Show names")
        self.names.setCheckable(True)
        self.names.setToolTip("The best services by name, in every cell of the map")
        self.picture, self.sheet = Button("Save as a picture"), Button("Save as a table")
        self.turn = Button(_CHOSEN)
        self.drop = Button("Leave the answers out")
        self.told = _Row(self.drop, Text(NARROWED))
        self._head = _Row(self.names, self.turn, self.gaps)
        self._foot = _Row(self.picture, self.sheet, self.says)
        self._panes = Splitter(Qt.Orientation.Horizontal, ("Edge between the map and the chosen cell",))
        for pane in (self.table, self.detail):
            self._panes.addWidget(pane)
        self._panes.setSizes(list(_SHARES))
        self._lay_out()
        self._connect()
        self.clear()

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        panes = (self.table, self._panes.handle(1), self.detail)
        return (self.told, self.names, self.turn, *panes, self.picture, self.sheet, self.status)

    @property
    def matrix(self) -> "Matrix | None":
        """The map that is shown."""
        return self._model.matrix

    def show_matrix(self, matrix: "Matrix") -> None:
        """Show this map, at the need and the borough that were chosen before where it has them."""
        place = self._shown
        self._model.show_matrix(matrix)
        self.gaps.setText(gaps(matrix))
        self._say("")
        for part, there in ((self.told, matrix.told), *((part, bool(matrix.rows)) for part in self._with_rows)):
            part.setVisible(there)
        self._show_legend()
        self._arrange()
        if matrix.rows:
            self.table.choose(self._model.place(*place))

    def clear(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self._shown, self._turned = ("", ""), False
        self._model.show_matrix(None)
        self.detail.clear()
        self.says.setText("")
        self._say("")
        for part in (self.told, *self._with_rows):
            part.hide()

    def enter(self) -> None:
        """Take the keyboard to the map."""
        self._turn(chosen=False)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def back(self) -> bool:
        """Go back from the chosen cell to the map; False where the keyboard is not in it."""
        focus = QApplication.focusWidget()
        if focus is None or not (self._turned or self.detail is focus or self.detail.isAncestorOf(focus)):
            return False
        self.enter()
        return True

    def save_picture(self, path: Path) -> None:
        """Write the map as a PNG or SVG file, and say so, or why it could not be written."""
        font = QApplication.font()
        self._save(path, lambda matrix: save_picture(matrix, path, font))

    def save_table(self, path: Path) -> None:
        """Write the map as a CSV file, and say so, or why it could not be written."""
        self._save(path, lambda matrix: save_table(matrix, path))

    @property
    def _with_rows(self) -> Sequence[QWidget]:
        return (self.gaps, self.names, self._panes, self.legend, self.picture, self.sheet)

    def _lay_out(self) -> None:
        """From the top: what was found, the map, what its marks mean and what can be done with it.

        Where there is too little height for that, all of it scrolls.
        """
        content = QWidget()
        inner = QVBoxLayout(content)
        for part in (self._head, self.told, self._panes, self.legend, self._foot, self.status):
            inner.addWidget(part)
        inner.setStretchFactor(self._panes, 1)
        self._page = QScrollArea()
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page.setWidget(content)
        layout = QVBoxLayout(self)
        layout.addWidget(self._page)
        give_room(content, inner, between=0.3)
        give_room(self, layout)

    def _connect(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_keyboard)
        self.table.chosen.connect(self._show_cell)
        self.table.opened.connect(self._ask_find)
        self.table.rested.connect(self._follow_mouse)
        self.detail.all_asked.connect(lambda: self._ask_find(self.table.currentIndex()))
        self.detail.listing_asked.connect(self.listing_asked)
        self.drop.clicked.connect(lambda _checked: self.answers_dropped.emit())
        self.names.toggled.connect(self._show_names)
        self.picture.clicked.connect(lambda _checked: self._ask_file("Save as a picture", PICTURES, self.save_picture))
        self.sheet.clicked.connect(lambda _checked: self._ask_file("Save as a table", TABLES, self.save_table))
        self.turn.clicked.connect(lambda _checked: self._turn(chosen=not self._turned))

    # What is shown

    def _show_cell(self, index: QModelIndex) -> None:
        cell = self._model.cell(index)
        if cell is not None:
            row, column = self._model.rows[index.row()], self._model.columns[index.column()]
            self._shown = (row.need, column)
            self.detail.show_cell(row, column, cell)

    def _follow_mouse(self, index: QModelIndex) -> None:
        """Show the cell that the mouse stays on, unless the keyboard is in what is shown of another."""
        focus = QApplication.focusWidget()
        busy = focus is not None and (focus is self.detail or self.detail.isAncestorOf(focus))
        if index.isValid() and not busy:
            self.table.choose(index, scroll=False)

    def _follow_keyboard(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring into view what the keyboard is on."""
        if now is not None and self._page.isAncestorOf(now):
            self._page.ensureWidgetVisible(now, 0, 0)

    def _show_names(self, names: bool) -> None:
        self._arrange()
        self.table.show_names(names)
        self._show_legend()

    def _show_legend(self) -> None:
        matrix = self._model.matrix
        if matrix is not None:
            self.legend.show_legend(Legend(matrix, names=self.table.names))
            says = (summary(matrix), *(() if self.table.names else (COUNTED,)), HELP)
            self.says.setText(" ".join(says) if matrix.rows else _EMPTY)

    def _ask_find(self, index: QModelIndex) -> None:
        cell = self._model.cell(index)
        if cell is not None:
            self.find_asked.emit(cell.filters)

    # What stands where

    def _turn(self, *, chosen: bool) -> None:
        self._turned = chosen
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= characters(self, _BESIDE_NAMES if self.names.isChecked() else _BESIDE)
        long = self.width() >= characters(self, _LONG)
        for row in (self._head, self.told, self._foot):
            row.lie(long)
        self.turn.setVisible(not wide and bool(self._model.rows))
        self.turn.setText("Back to the map" if self._turned else _CHOSEN)
        self.table.setVisible(wide or not self._turned)
        self.detail.setVisible(wide or self._turned)

    # Saving

    def _ask_file(self, title: str, kinds: Kinds, save: Callable[[Path], None]) -> None:
        path = ask_file(self, _FILE, kinds, title)
        if path is not None:
            save(path)

    def _save(self, path: Path, write: "Callable[[Matrix], None]") -> None:
        matrix = self._model.matrix
        if matrix is None:
            return

        def doing() -> str:
            write(matrix)
            return f"Saved as {path}."

        self._run(partial(calmly, doing), self._say)

    def _say(self, text: str) -> None:
        tell(self.status, text)


class _Row(QWidget):
    """Buttons, and after them words that take the room that is left."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        *buttons, words = parts
        for button in buttons:
            self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(words, 1)
        give_room(self, self._layout, between=0.4)

    def lie(self, long: bool) -> None:
        """Put them beside one another, or below."""
        ways = QBoxLayout.Direction
        self._layout.setDirection(ways.LeftToRight if long else ways.TopToBottom)
