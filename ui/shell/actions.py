"""Everything a person can do in the window, in one list: menus, keys and the list of commands are made from it."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Key = str | QKeySequence | QKeySequence.StandardKey


class Actions:
    """The actions of one window. Their keys work everywhere in it."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: list[QAction] = []
        self._menus: dict[str, list[QAction]] = {}
        self._keys: dict[str, QAction] = {}

    def add(  # noqa: PLR0913 - an action is all of these
        self,
        text: str,
        do: Callable[..., object],
        *,
        keys: Sequence[Key] = (),
        menu: str = "",
        says: str = "",
        checkable: bool = False,
    ) -> QAction:
        """Add something to do.

        ``text`` names it, with ``&`` before the letter that chooses it in its menu; ``says`` is one line on what it
        does; ``menu`` is the title of the menu it stands in, if any. ``do`` is called with nothing, or with whether it
        is chosen where it is ``checkable``. Raises ``ValueError`` if another action has one of its keys.
        """
        action = QAction(text, self._window)
        action.setToolTip(says)
        action.setCheckable(checkable)
        action.setShortcuts(self._free(keys, action))
        action.triggered.connect(lambda chosen: do(chosen) if checkable else do())
        self._window.addAction(action)
        self._actions.append(action)
        if menu:
            self._menus.setdefault(menu, []).append(action)
        return action

    def items(self) -> list[QAction]:
        """Every action, in the order they were added."""
        return list(self._actions)

    def menu(self, title: str, parent: QWidget) -> QMenu:
        """A menu of the actions with this title, which is filled when it is first opened."""
        made = QMenu(title, parent)

        def fill() -> None:
            made.clear()
            made.addActions(self._menus.get(title, []))

        made.aboutToShow.connect(fill)
        return made

    def fill(self, within: QMenu | QMenuBar) -> None:
        """Put every menu there is into a menu or a menu bar, in the order they were first named."""
        for title in self._menus:
            within.addMenu(self.menu(title, within))

    def _free(self, keys: Sequence[Key], action: QAction) -> list[QKeySequence]:
        """The keys, now taken by this action."""
        sequences = [QKeySequence(key) for key in keys]
        for sequence in sequences:
            name = sequence.toString()
            if not name:
                raise ValueError(f"{action.text()} has a key that there is not.")
            taken = self._keys.setdefault(name, action)
            if taken is not action:
                raise ValueError(f"{name} is the key of {taken.text()}, and cannot also be that of {action.text()}.")
        return sequences


def plain(action: QAction) -> str:
    """The name of an action, without the mark of its letter."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def keys_of(action: QAction) -> str:
    """The first key of an action as this system writes it, "" if it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
