"""One cell of the map in full: the services it names, each leading to its listing, and the way to all of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pathways.matrix_words import counts, facts
from ui.shell.parts import Block, Link, stack
from ui.shell.text import Button, Heading, Reading, Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.pathways import Cell, CellService, Row


class MatrixDetail(Reading):
    """The cell that was chosen.

    ``listing_asked`` is the id of a service to read about; ``all_asked`` is for all the services of the cell.
    """

    listing_asked = Signal(str)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.links: tuple[Link, ...] = ()
        self.button = Button("")
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.links = ()
        self.show_content(QWidget(), "No cell is chosen")

    def show_cell(self, row: "Row", column: str, cell: "Cell") -> None:
        """Show this one from its beginning."""
        content = QWidget()
        content.setBackgroundRole(QPalette.ColorRole.Base)
        self.button = Button(_find(cell.count))
        self.button.clicked.connect(self.all_asked)
        self.links = tuple(Link(service.name) for service in cell.services)
        layout = QVBoxLayout(content)
        head = (Heading(row.label), Text(column, bold=True), Text(counts(cell), selectable=True))
        stack(content, layout, (head, *self._services(cell)))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.setVisible(bool(cell.count))
        layout.addStretch(1)
        give_room(content, layout, around=(0.8, 0.4), between=0.7)
        self.show_content(content, f"{row.label}, {column}")

    def _services(self, cell: "Cell") -> Iterator[Block]:
        for link, service in zip(self.links, cell.services, strict=True):
            link.clicked.connect(lambda _checked, service_id=service.id: self.listing_asked.emit(service_id))
            yield (link, *_facts(service))


def _facts(service: "CellService") -> Iterator[Text]:
    if service.organization and service.organization != service.name:
        yield Text(service.organization, role=QUIET)
    for fact in facts(service):
        yield Text(fact)


def _find(count: int) -> str:
    return "See it in Find" if count == 1 else "See all of them in Find"
