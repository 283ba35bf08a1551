"""Backups of the user's own directory: which there are, one more, putting one back, and looking for problems."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.directory import Store
from navigator.directory.backups import LAST, Backup, back_up, backups, folder_of
from navigator.directory.files import is_there
from navigator.directory.restoring import restore
from navigator.listings.care.doctor import Checkup, Finding, check_up
from ui.listings.copies.backups_words import about, is_directory_copy, mends, put_back_words, to_do, when
from ui.listings.row_list import Line, RowList
from ui.listings.scrolled import Scrolled
from ui.listings.view import View
from ui.shell.arranged import Measured
from ui.shell.flow import beside
from ui.shell.parts import Band
from ui.shell.saying import announce, sentence, tell
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room, line_height

if TYPE_CHECKING:
    from ui.listings.keeping import Keeping

_TITLE: Final = "Backups"
_SAYS: Final = (
    "Each is your whole directory as it was. The first change of a day makes one. Kept are the last "
    f"{LAST}, and one a week for three months, in {{}}"
)
_NONE: Final = (
    "The directory is as it came with Navigator, and needs no backup. From your first change on it is backed up."
)
_ASKS: Final = (
    "Put back the backup of {}? Your directory becomes as it was then. What it is now is backed up first, "
    "so that you can put that back too."
)
_OFF: Final = "Turn on “Edit listings” above to put one back."
_OFF_MENDING: Final = "Turn on “Edit listings” above to mend this."
_LOOKING: Final = "Looking through the directory, its folder and its backups."
_BACKING: Final = "Making a backup."
_PUTTING: Final = "Putting the backup back."
_WELL: Final = "The directory is as it should be."
_ONE_DAY: Final = "The directory is as it should be. Something may do harm one day:"
_WRONG: Final = "Something is wrong:"
_COMPARE: Final = "Look at what it holds"
_LIST_LINES: Final = 9


@dataclass(frozen=True, slots=True)
class _There:
    """Whether there is a directory of the user's own, and its backups."""

    own: bool
    folder: Path
    backups: tuple[Backup, ...]


class BackupsView(Measured, View):
    """A list of the backups, and what can be done with them."""

    def __init__(self, keeping: "Keeping") -> None:
        """Nothing is read before it is opened."""
        super().__init__(keeping)
        self._there: _There | None = None
        self._found: Checkup | None = None
        self._busy = False
        self._waits = self._stale = False
        self.says, self.told = Text(selectable=True), Text(selectable=True)
        self.make, self.look = Button("Back up now", bold=True), Button("Look for problems")
        self.put_back, self.mend = Button("Put this one back..."), Button("Mend")
        self.yes, self.no = Button("Put it back"), Button("Leave it as it is")
        self.off, self.off_mending = Text(_OFF, role=QUIET), Text(_OFF_MENDING, role=QUIET)
        self._asks = Text(bold=True)
        self.asking = Band("warn", [[self._asks], [beside(self.yes, self.no)]])
        self.list = RowList(_TITLE, "Enter asks whether to put one back.")
        self.problems = QWidget()
        self._lay_out()
        self._connect()
        self._say("")
        self._show()

    def open(self, *_what: str) -> None:
        """Show the backups there are now."""
        self._stop_asking()
        self._show_problems(None)
        self._look_up()

    def enter(self) -> None:
        """Take the keyboard to the list, or to what can be done without one."""
        if self._stale:
            self._look_up()
        there = self._there
        self._waits = there is None
        target = self.list if there and there.backups else self.make if there and there.own else self.look
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape answers the question with no."""
        if Qt.Key(event.key()) == Qt.Key.Key_Escape and self.asking.isVisible():
            self._refuse()
        else:
            super().keyPressEvent(event)

    # What there is ----------------------------------------------------------------------------------------------------

    def _look_up(self) -> None:
        self._stale = False
        self.keeping.work_out(lambda store, _job: _read(store), owner=self, success=self._take, failure=self._fail)

    def _take(self, there: _There) -> None:
        self._there = there
        self._show()
        if self._waits and self.look.hasFocus():
            self.enter()

    def _show(self) -> None:
        there, editing = self._there, self.keeping.editing.on
        found = there.backups if there else ()
        plain = there is not None and not there.own and not found
        self.says.setText(_NONE if plain else _SAYS.format(there.folder) if there else "")
        self.list.show_lines([*map(_line, found)])
        self.list.setVisible(bool(found))
        self.make.setVisible(there is not None and there.own)
        self._show_acts()
        mendable = self._found is not None and any(map(mends, self._found.problems))
        self.mend.setVisible(mendable and editing)
        self.off_mending.setVisible(mendable and not editing)

    def _show_acts(self) -> None:
        found, editing = self._there is not None and bool(self._there.backups), self.keeping.editing.on
        if not editing:
            self.asking.hide()
        self.put_back.setVisible(found and editing and self.asking.isHidden())
        self.off.setVisible(found and not editing)

    # What is done -----------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        if self._begin(_BACKING):
            self.keeping.change(
                lambda store, _author: back_up(store), owner=self, success=self._made, failure=self._fail
            )

    def _made(self, made: Backup | None) -> None:
        self._end()
        self.said.emit(f"Backed up and verified: {made.path}" if made else _NONE, 0)
        self._look_up()

    def _ask(self) -> None:
        chosen = self._chosen
        if chosen is not None and self.keeping.editing.on and not self._busy:
            self._asks.setText(_ASKS.format(when(chosen)))
            self.asking.show()
            self.put_back.hide()
            self.no.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.asking, self._asks.text())

    def _put_back(self) -> None:
        chosen = self._chosen
        self._stop_asking()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if chosen is not None and self._begin(_PUTTING):
            self.keeping.change(
                lambda store, _author: restore(store, chosen),
                owner=self,
                success=lambda before: self._was_put_back(chosen, before),
                failure=self._fail,
            )

    def _was_put_back(self, chosen: Backup, before: Backup | None) -> None:
        self._end()
        self._show_problems(None)
        self.said.emit(put_back_words(chosen, before), 0)
        self._look_up()

    def _refuse(self) -> None:
        self._stop_asking()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_asking(self) -> None:
        self.asking.hide()
        self._show_acts()

    @property
    def _chosen(self) -> Backup | None:
        found = self._there.backups if self._there else ()
        return next((one for one in found if one.name == self.list.current), None)

    # Problems ---------------------------------------------------------------------------------------------------------

    def _check_up(self) -> None:
        if self._begin(_LOOKING):
            self.keeping.work_out(
                lambda store, _job: check_up(store), owner=self, success=self._checked, failure=self._fail
            )

    def _mend(self) -> None:
        if self._begin(_LOOKING):
            self.keeping.change(
                lambda store, _author: check_up(store, mend=True),
                owner=self,
                success=self._checked,
                failure=self._fail,
            )

    def _checked(self, found: Checkup) -> None:
        self._end()
        self._show_problems(found)
        if found.mended:
            self.said.emit(" ".join(found.mended), 0)
        announce(self.problems, _state(found))

    def _show_problems(self, found: Checkup | None) -> None:
        """Show what was found, in place of what was found before."""
        held = self.mend.hasFocus()
        self._found = found
        while (item := self._bands.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        names = {one.name: when(one) for one in found.backups} if found else {}
        if found is not None:
            self._bands.addWidget(Text(_state(found), bold=True, selectable=True))
            for problem in found.problems:
                tone = "urgent" if problem.serious else "warn"
                block = (Text(problem.what, selectable=True), Text(problem.where, role=QUIET, selectable=True))
                more = [[beside(self._compares(problem))]] if is_directory_copy(problem) else []
                self._bands.addWidget(Band(tone, [[*block, Text(to_do(problem, names), selectable=True)], *more]))
        self.problems.setVisible(found is not None)
        self._show()
        if held and self.mend.isHidden():
            self.look.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compares(self, problem: Finding) -> Button:
        """Leads on to what another file holds."""
        button = Button(_COMPARE)
        button.setAccessibleDescription(problem.where)
        button.clicked.connect(lambda: self.view_asked.emit("copies", (problem.where,)))
        return button

    # What is shown ----------------------------------------------------------------------------------------------------

    def _begin(self, says: str) -> bool:
        """Say what is being done; False where something is."""
        if self._busy:
            return False
        self._busy = True
        self._say(says)
        return True

    def _end(self) -> None:
        self._busy = False
        self._say("")

    def _fail(self, error: Exception) -> None:
        self._end()
        self._say(sentence(error))

    def _say(self, text: str) -> None:
        tell(self.told, text)

    def _lay_out(self) -> None:
        content = QWidget()
        column, self._bands = QVBoxLayout(content), QVBoxLayout(self.problems)
        head = (Text(_TITLE, size=1.3, bold=True), self.says, beside(self.make, self.look), self.told)
        found = (self.problems, self.mend, self.off_mending)
        for part in (*head, *found, self.list, self.asking, self.put_back, self.off):
            alone = part in {self.mend, self.put_back}
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if alone else Qt.AlignmentFlag(0))
        column.setStretchFactor(self.list, 1000)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        self._page = Scrolled(content, _TITLE)
        layout.addWidget(self._page)
        give_room(self.problems, self._bands, between=0.4)
        give_room(content, column, between=0.5)
        give_room(self, layout)
        self.asking.hide()
        self.problems.hide()
        self._measure()

    def _measure(self) -> None:
        self.list.setMinimumHeight(_LIST_LINES * line_height(self))

    def _connect(self) -> None:
        presses = {
            self.make: self._make,
            self.look: self._check_up,
            self.put_back: self._ask,
            self.mend: self._mend,
            self.yes: self._put_back,
            self.no: self._refuse,
        }
        for button, does in presses.items():
            button.clicked.connect(does)
        self.list.opened.connect(lambda _key: self._ask())
        self.list.chosen.connect(lambda _key: self._stop_asking())
        self.keeping.changed.connect(self._follow)
        self.keeping.editing.changed.connect(lambda _on: self._show())

    def _follow(self) -> None:
        """The first change of a day makes a backup: look now where they are seen, else when they are next."""
        self._stale = self._there is not None
        if self.isVisible():
            self._look_up()


def _read(store: Store) -> _There:
    return _There(is_there(store.own), folder_of(store), backups(store))


def _state(found: Checkup) -> str:
    return _WELL if not found.problems else _ONE_DAY if found.ok else _WRONG


def _line(backup: Backup) -> Line:
    return Line(backup.name, when(backup), ((about(backup), "text" if backup.verified else "warn"),))
