"""The order in which keys go through a window: the one it is read in, whenever its parts were made."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def tab_stops(part: QWidget) -> list[QWidget]:
    """Where Tab stops in a part of a window: the part itself and what is in it, in the order they were added."""
    every = (part, *part.findChildren(QWidget))
    return [stop for stop in every if stop.isVisible() and _takes_tab(stop) and stop.focusProxy() is None]


def step(parts: Iterable[QWidget], *, on: bool) -> bool:
    """Put the keyboard on the next stop of some parts, the last before the first; False where it is in none of them."""
    stops = [stop for part in parts for stop in tab_stops(part)]
    focus = QApplication.focusWidget()
    if focus not in stops:
        return False
    reason = Qt.FocusReason.TabFocusReason if on else Qt.FocusReason.BacktabFocusReason
    stops[(stops.index(focus) + (1 if on else -1)) % len(stops)].setFocus(reason)
    return True


def next_stop(stops: Iterable[tuple[QWidget, Callable[[], None]]]) -> Callable[[], None]:
    """Of parts in order, each with what takes the keyboard there: that of the part after the one that has it.

    After the last comes the first, which is also where to begin.
    """
    each = list(stops)
    here = [has_keyboard(part) for part, _ in each]
    return each[(here.index(True) + 1) % len(each) if True in here else 0][1]


def has_keyboard(part: QWidget) -> bool:
    """Whether the keyboard is on a part of a window, or on something in it."""
    focus = QApplication.focusWidget()
    return focus is not None and (part is focus or part.isAncestorOf(focus))


def _takes_tab(widget: QWidget) -> bool:
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
