"""What of the listings is shown: the saved views, a borough, or an organisation, each with its count."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from navigator.listings.table.table import Counted
from navigator.listings.table.views import EVERYTHING, View
from ui.listings.scrolled import Scrolled
from ui.listings.table.counted import CountedList
from ui.listings.table.offered import Offered
from ui.listings.table.typing_box import TypingBox
from ui.shell.forms import field
from ui.shell.text import Button
from ui.shell.theme import give_room

_VIEWS: Final = "Views"
_VIEWS_SAY: Final = "Up and down arrows show another."
_BOROUGH: Final = "Borough"
_ORGANISATION: Final = "Organisation"
_ANY: Final = "All boroughs"
_LETTERS: Final = 18
_SHORTEN: Final = "Type to find one"
_SHORTEN_SAYS: Final = "A part of its name. The down arrow goes to the list."
_OF_ONE: Final = "An organisation..."


class ViewsBox(QWidget):
    """The saved views in a list, boroughs in a box, and organisations in a list that can be shortened.

    ``picked`` is the view somebody came to, ``opened`` says that they want to be in the table, ``left`` that they do
    not want any of these.
    """

    picked = Signal(object)
    opened = Signal()
    left = Signal()

    def __init__(self, offered: Offered) -> None:
        """Show what is offered, as it changes."""
        super().__init__()
        self._offered = offered
        self.back = Button("Back (Esc)")
        self.back.setAccessibleName("Back to the table")
        self.views = CountedList(_VIEWS, _VIEWS_SAY)
        self.borough = BoroughBox()
        self.search = TypingBox(_SHORTEN)
        self.organizations = CountedList(_ORGANISATION, _VIEWS_SAY)
        self.views.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.organizations.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        content = QWidget()
        column, layout = QVBoxLayout(content), QVBoxLayout(self)
        for part in (
            self.views,
            field(f"&{_BOROUGH}", self.borough),
            self.borough,
            field(f"&{_ORGANISATION}", self.search, _SHORTEN_SAYS),
            self.search,
        ):
            column.addWidget(part)
        column.addWidget(self.organizations, 1)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(Scrolled(content, _VIEWS), 1)
        for widget, its in ((content, column), (self, layout)):
            give_room(widget, its, between=0.35)
        self.back.hide()
        self.back.clicked.connect(self.left)
        for some in (self.views, self.organizations):
            some.picked.connect(self.picked)
            some.opened.connect(self.opened)
        self.borough.picked.connect(self.picked)
        self.search.textChanged.connect(self.organizations.counted.narrow)
        self.search.down.connect(self._enter_organizations)
        self.search.returnPressed.connect(self._open_first)
        offered.changed.connect(self._show_offered)
        self._show_offered()

    def _show_offered(self) -> None:
        offered = self._offered
        self.views.counted.show(offered.fixed, [counted.view.label for counted in offered.fixed])
        self.views.updateGeometry()
        self.borough.offer(offered.boroughs)
        if self.organizations.counted.all is not (known := offered.organizations).counted:
            self.organizations.counted.show(known.counted, known.names, self.search.text())

    def mark(self, view: View) -> None:
        """Mark the view that is shown."""
        for part in (self.views, self.borough, self.organizations):
            part.mark(view)

    def enter(self) -> None:
        """Take the keyboard."""
        self.views.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_organizations(self) -> None:
        some = self.organizations
        some.setFocus(Qt.FocusReason.OtherFocusReason)
        if not some.selectionModel().hasSelection() and some.counted.rowCount():
            some.setCurrentIndex(some.counted.index(0))

    def _open_first(self) -> None:
        if self.organizations.counted.rowCount():
            self.organizations.setCurrentIndex(self.organizations.counted.index(0))
            self.opened.emit()


class _Choice(QComboBox):
    """A box of choices that takes what room there is; ``picked`` is the view somebody chose."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._pick)

    def _pick(self, at: int) -> None:
        if isinstance(view := self.itemData(at), View):
            self.picked.emit(view)

    def _row_of(self, view: View) -> int:
        return next((at for at in range(self.count()) if self.itemData(at) == view), -1)


class BoroughBox(_Choice):
    """One borough, or all."""

    def __init__(self) -> None:
        super().__init__()
        self._offered: Sequence[Counted] | None = None
        self._marked = EVERYTHING

    def offer(self, boroughs: Sequence[Counted]) -> None:
        """Offer these."""
        if boroughs != self._offered:
            self._offered = boroughs
            with QSignalBlocker(self):
                self.clear()
                self.addItem(_ANY, EVERYTHING)
                for one in boroughs:
                    self.addItem(_counted(one), one.view)
            self.mark(self._marked)

    def mark(self, view: View) -> None:
        """Show this one, where it is a borough."""
        self._marked = view
        self.setCurrentIndex(max(0, self._row_of(view)))


class ViewsChoice(_Choice):
    """The same in one box, where there is no room for lists; ``organization_asked`` wants to choose from those."""

    organization_asked = Signal()

    def __init__(self, offered: Offered) -> None:
        super().__init__()
        self._offered = offered
        self._marked = EVERYTHING
        self.setMinimumContentsLength(_LETTERS)
        self.activated.connect(self._ask)
        offered.changed.connect(self._show_offered)
        self._show_offered()

    def _show_offered(self) -> None:
        """Offer what there is now, and the organisation that is shown."""
        offered = self._offered
        with QSignalBlocker(self):
            self.clear()
            for one in offered.fixed:
                self.addItem(_counted(one), one.view)
            self.insertSeparator(self.count())
            if self._marked.kind == "organization":
                self.addItem(self._marked.label, self._marked)
            self.addItem(_OF_ONE)
            self.insertSeparator(self.count())
            for one in offered.boroughs:
                self.addItem(_counted(one), one.view)
            self.setCurrentIndex(self._row_of(self._marked))

    def mark(self, view: View) -> None:
        """Show this one."""
        self._marked = view
        self._show_offered()

    def _ask(self, at: int) -> None:
        if self.itemText(at) == _OF_ONE:
            self.mark(self._marked)
            self.organization_asked.emit()


def _counted(one: Counted) -> str:
    return one.view.label if one.count < 0 else f"{one.view.label} ({one.count:,})"
