"""Finds the controls of a window that have no accessible name, or that the keyboard cannot reach.

It walks what a screen reader is told, from a window down. Only controls count: what is in sight, enabled, and takes the
keyboard or can be pressed. Parts that Qt makes for itself, whose names begin with ``qt_``, are exempt and named; the
edges of splitters are not, though Qt names them so.

``python -m benchmarks.accessibility DATA`` walks every state of the window, or the one there is where the directory
cannot be read, and gives JSON.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QSplitterHandle,
    QToolButton,
    QWidget,
)

from benchmarks import states
from benchmarks.driving import drive
from ui.shell.application import make_application
from ui.shell.main_window import MainWindow

ROWS: Final = 50
"""So many rows of a list or tree are looked at: the others are made alike."""
_DEEPEST: Final = 60
_Role = QAccessible.Role
_OF_VIEWS: Final = frozenset({_Role.Cell, _Role.ListItem, _Role.TreeItem})
_PRESSED: Final = frozenset(
    {
        _Role.Button,
        _Role.ButtonDropDown,
        _Role.ButtonMenu,
        _Role.CheckBox,
        _Role.ComboBox,
        _Role.EditableText,
        _Role.Grip,
        _Role.Link,
        _Role.MenuItem,
        _Role.PageTab,
        _Role.RadioButton,
        _Role.Slider,
        _Role.SpinBox,
        *_OF_VIEWS,
    }
)


@dataclass(frozen=True, slots=True)
class Offender:
    """A control, and what it lacks."""

    lacks: str
    role: str
    kind: str
    name: str
    text: str

    def __str__(self) -> str:
        named = f" {self.name}" if self.name else ""
        return f"{self.role} {self.kind}{named} “{self.text}”: no {self.lacks}"


@dataclass(frozen=True, slots=True)
class Walked:
    """What was found: how many controls, those that lack something, and the names of Qt's own parts."""

    controls: int
    offenders: tuple[Offender, ...]
    exempt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Control:
    """One control: what a screen reader is told of it, and the widget that it is, or is an item of."""

    told: QAccessibleInterface
    widget: QWidget
    is_item: bool


def listen() -> None:
    """Have the windows tell what changes, as they do while a screen reader listens; before they are made."""
    QAccessible.setActive(True)


def walk(*windows: QWidget) -> Walked:
    """Look at every control of some windows, and at what their menus hold."""
    exempt: set[str] = set()
    offenders: dict[Offender, None] = {}
    number = 0
    for window in windows:
        for control in _controls(window, exempt):
            number += 1
            offenders.update(dict.fromkeys(_lacking(control)))
        for action in _actions(window):
            number += 1
            if not action.text().strip():
                offenders[Offender("name", "MenuItem", "QAction", action.objectName(), "")] = None
    return Walked(number, tuple(offenders), tuple(sorted(exempt)))


def walk_all() -> Walked:
    """Look at every window of the application that is in sight."""
    return walk(*(window for window in QApplication.topLevelWidgets() if window.isVisible()))


def _controls(window: QWidget, exempt: set[str]) -> Iterator[_Control]:
    told = QAccessible.queryAccessibleInterface(window)
    if told is not None:
        yield from _below(told, window, exempt, 0)


def _below(told: QAccessibleInterface, widget: QWidget, exempt: set[str], depth: int) -> Iterator[_Control]:
    state, made_of = told.state(), told.object()
    is_item = made_of is None
    if depth > _DEEPEST or (state.invisible and not is_item):
        return
    if isinstance(made_of, QWidget):
        widget = made_of
        if _is_qts(widget):
            exempt.add(widget.objectName())
            return
    pressed = told.role() in _PRESSED or state.focusable
    if pressed and not state.disabled and not _only_holds(told, None if is_item else widget):
        yield _Control(told, widget, is_item)
    rows = 0
    for child in filter(None, map(told.child, range(told.childCount()))):
        if child.isValid():
            yield from _below(child, widget, exempt, depth + 1)
            rows += child.role() in _OF_VIEWS
        if rows == ROWS:
            return


def _is_qts(widget: QWidget) -> bool:
    """Whether Qt made a part for itself: the viewport of a scrolled page, too, but that holds parts of ours."""
    name = widget.objectName()
    return name.startswith("qt_") and name != "qt_scrollarea_viewport" and not isinstance(widget, QSplitterHandle)


def _only_holds(told: QAccessibleInterface, widget: QWidget | None) -> bool:
    """Whether it can have the keyboard without being a control: a window, or, where no widget, a heading in a list."""
    if widget is None:
        return not (told.state().focusable or told.state().selectable)
    return widget.isWindow() or told.role() == _Role.Window


def _lacking(control: _Control) -> Iterator[Offender]:
    told, widget = control.told, control.widget
    if not _name(told).strip():
        yield _offender("name", control)
    reached = _takes_keyboard(widget) or (not control.is_item and any(way(widget) for way in _OTHER_WAYS))
    if not reached:
        yield _offender("keyboard path", control)


def _name(told: QAccessibleInterface) -> str:
    return told.text(QAccessible.Text.Name)


def _offender(lacks: str, control: _Control) -> Offender:
    told, widget = control.told, control.widget
    says = _name(told) or told.text(QAccessible.Text.Value) or told.text(QAccessible.Text.Description)
    kind = type(widget).__name__ + ("'s item" if control.is_item else "")
    return Offender(lacks, _Role(told.role()).name, kind, widget.objectName(), says[:60])


def _takes_keyboard(widget: QWidget | None) -> bool:
    """Whether Tab leads to a widget, or to one that takes the keyboard for it or holds it as a part."""
    while widget is not None:
        proxy = widget.focusProxy()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or (proxy is not None and _takes_keyboard(proxy)):
            return True
        if widget.isWindow() or not isinstance(widget.parentWidget(), QAbstractItemView):
            return False
        widget = widget.parentWidget()
    return False


def _is_one_of_many(widget: QWidget) -> bool:
    """Whether it is in a column that Tab comes to once, at one of the same kind, and the arrow keys go through."""
    column = widget.parentWidget()
    alike = column.findChildren(type(widget), options=Qt.FindChildOption.FindDirectChildrenOnly) if column else []
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and any(map(_takes_keyboard, alike))


def _is_part_of_one(widget: QWidget) -> bool:
    """Whether it is a part of such a one, and Tab goes on to that part from the one it comes to."""
    one = widget.parentWidget()
    column = one.parentWidget() if one else None
    directly = Qt.FindChildOption.FindDirectChildrenOnly
    alike = column.findChildren(type(one), options=directly) if column and one else []
    parts = (part for each in alike for part in each.findChildren(type(widget), options=directly))
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and any(map(_takes_keyboard, parts))


def _has_key(widget: QWidget) -> bool:
    """Whether a key presses a widget: a shortcut of its own, of its action, or of the label it belongs to."""
    if isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty():
        return True
    actions: list[QAction | None] = list(widget.actions())
    if isinstance(widget, QToolButton):
        actions.append(widget.defaultAction())
    if any(action is not None and not action.shortcut().isEmpty() for action in actions):
        return True
    return any(label.buddy() is widget and "&" in label.text() for label in widget.window().findChildren(QLabel))


_OTHER_WAYS: Final[tuple[Callable[[QWidget], bool], ...]] = (_has_key, _is_one_of_many, _is_part_of_one)
"""How a control is reached that Tab does not come to."""


def _actions(window: QWidget) -> Iterator[QAction]:
    for menu in window.findChildren(QMenu):
        yield from (action for action in menu.actions() if not action.isSeparator() and action.isEnabled())


def walk_states(window: MainWindow) -> dict[str, Walked]:
    """Look at everything in every state of a window; in the only one where its directory cannot be read."""
    return {name: walk_all() for name in states.states(window)}


def _main() -> None:
    found: dict[str, Walked] = {}
    make_application()
    listen()
    drive(Path(sys.argv[1]), lambda window: found.update(walk_states(window)))
    told = {
        state: {"controls": one.controls, "offenders": list(map(str, one.offenders)), "exempt": one.exempt}
        for state, one in found.items()
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main()
