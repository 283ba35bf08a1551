"""Pictures of the window in every state: ``python -m ui.shell.pictures [FOLDER] [--all]``."""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from navigator.errors import NavigatorError
from ui.shell.application import make_application, open_desk, read_right_now
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.shell.theme import Scheme, Theme
from ui.shell.work import Work

USUAL: Final = QSize(1280, 800)
SIZES: Final = (USUAL, QSize(1920, 1080), QSize(800, 600))
SCALES: Final = (0.8, 1.0, 1.5, 2.0)
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark", "contrast")
_LONGEST_WAIT_MS: Final = 20_000
_STEP_MS: Final = 5
_SETTLED_MS: Final = 80
_FILLED_MS: Final = 400
_SEARCH: Final = "rough sleeping hearing voices brixton"
_MISSPELT: Final = "methodone"
_NOWHERE: Final = "kangaroo"
_EMERGENCY: Final = "want to die"
_LONGEST: Final = "lambeth living well centres"
_SHORTEST: Final = "winter night shelter"

_SAID: Final = (
    ("area", "Lambeth"),
    ("gender", "man"),
    ("housing", "rough-sleeping"),
    ("mental-health", "severe-illness"),
    ("substance-use", "drugs-current"),
)

_PATHWAYS: Final = (
    ("situation", "situation", "rough-sleeping-both"),
    ("transition", "transition", "prison-release"),
    ("catch-22", "catch-22", "gp-needs-address"),
    ("who", "who", ""),
)
_FRIDAY: Final = date(2026, 11, 27)
_STARRED: Final = (
    ("spires-rough-sleeper-space", "Spires: rough sleepers' and open access services"),
    ("advance-minerva-london", "Minerva (Advance)"),
    ("999-club-night-shelter", "Lewisham Night Shelter (999 Club)"),
    ("samaritans", "Samaritans"),
)

_KEPT: Final = (
    ("form", "form", (_STARRED[0][0],)),
    ("verify", "verify", (_STARRED[0][0],)),
    ("hour", "hour", ()),
    ("run", "run", (_STARRED[0][0],)),
    ("pairs", "pairs", ()),
    ("gaps", "gaps", ()),
)

State = tuple[str, QWidget]


def draw_window(
    folder: Path,
    *,
    schemes: tuple[Scheme, ...] = ("light", "dark"),
    sizes: tuple[QSize, ...] = (USUAL,),
    scales: tuple[float, ...] = (1.0,),
) -> list[Path]:
    """Draw the window in each of its states into PNG files; gives their paths.

    Each file is named for its state and colours, and for its size and scale where they are not the usual ones.
    """
    theme = Theme(make_application())
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    for scheme in schemes:
        theme.set_scheme(scheme)
        for scale in scales:
            theme.set_scale(scale)
            for size in sizes:
                tail = _tail(size, scale, scheme)
                drawn += [_save(shown, folder / f"{state}-{tail}.png") for state, shown in _states(theme, size)]
    return drawn


def _tail(size: QSize, scale: float, scheme: Scheme) -> str:
    usual = "" if size == USUAL and scale == 1 else f"-{size.width()}x{size.height()}-{scale:.0%}".replace("%", "")
    return f"{scheme}{usual}"


def _states(theme: Theme, size: QSize) -> Iterator[State]:
    with tempfile.TemporaryDirectory() as nobody, _window(theme, Path(nobody), size) as window:
        yield from _finding(window)
        yield from _reading(window)
        yield from _elsewhere(window)
        yield from _checking(window)
        yield from _following(window)
        yield from _referring(window)
        yield from _keeping(window)
    with tempfile.TemporaryDirectory() as broken:
        (Path(broken) / "services.sqlite").write_bytes(b"not a directory")
        with _window(theme, Path(broken), size, working=False) as window:
            yield "damaged", window


def _finding(window: MainWindow) -> Iterator[State]:
    page = window.find_page
    yield "start", window
    _ask(window, _MISSPELT)
    yield "corrected", window
    _ask(window, _SEARCH)
    yield "search", window
    page.inquiry.toggle("area", "lambeth")
    page.inquiry.toggle("open", "weekends")
    page.inquiry.find_place("SE5 8")
    _until(lambda: page.inquiry.origin is not None and _answered(window, _SEARCH))
    yield "filtered", window
    page.inquiry.clear_filters()
    _until(lambda: _answered(window, _SEARCH))
    page.bar.map.click()
    _until(lambda: page.map is not None)
    yield "map", window
    page.bar.map.click()
    _ask(window, _NOWHERE)
    _until(page.nothing.isVisible)
    yield "nothing", window
    _ask(window, _EMERGENCY)
    yield "emergency", window


def _reading(window: MainWindow) -> Iterator[State]:
    page = window.find_page
    for state, text in (("listing", _SEARCH), ("longest", _LONGEST), ("shortest", _SHORTEST)):
        _ask(window, text)
        page.listing.clear()
        page.box.entered.emit()
        _until(lambda: page.listing.shown is not None)
        yield state, window
        page.go_back()


def _elsewhere(window: MainWindow) -> Iterator[State]:
    window.show_right_now("overdose")
    yield "right-now", window
    window.show_find()
    window.show_commands()
    if (dialog := QApplication.activeModalWidget()) is not None:
        yield "commands", dialog
        dialog.close()


def _checking(window: MainWindow) -> Iterator[State]:
    """A conversation with somebody who sleeps rough in Lambeth, hears voices and uses drugs."""
    from navigator.check import Answers

    window.show_check()
    if (page := window.check_page) is None:
        return
    talk, person, places = page.talk, page.person, page.places
    _until(lambda: talk.step is not None)
    yield "check-needs", window
    person.answers = Answers(needs=("mental-health",))
    _until(lambda: page.shows(person.answers))
    yield "check-question", window
    for facet, value in _SAID:
        person.answers = person.answers.with_values(facet, [value])
    person.answers = person.answers.with_age(38)
    _until(lambda: page.shows(person.answers))
    yield "check-places", window
    places.places.rows[0].click()
    _until(lambda: places.reading)
    yield "check-reasons", window
    places.back()
    talk.toggle_form()
    yield "check-form", window
    talk.toggle_form()
    window.hide_screen()
    yield "hidden", window
    window.hide_screen()
    page.clear()


def _following(window: MainWindow) -> Iterator[State]:
    """The pathways of somebody with both needs, with the days of a release on a Friday."""
    window.show_pathways()
    if (page := window.pathways_page) is None:
        return
    _until(lambda: page.menu.filled)
    for state, kind, item_id in _PATHWAYS:
        page.open(kind, item_id)
        _until(lambda: page.shown == (kind, item_id))  # noqa: B023 - waited for at once
        if kind == "transition":
            page.pick_day(_FRIDAY)
            _until(lambda: page.panes.has_drawing)
        yield state, window
    page.clear()


def _referring(window: MainWindow) -> Iterator[State]:
    """A shortlist with what to know of it, the same side by side, and sheets to leave with."""
    from navigator.refer.shortlist import Shortlist, Stop

    window.show_refer()
    if (page := window.refer_page) is None:
        return
    yield "refer-empty", window
    window.conversation.starred.put(Shortlist(tuple(Stop(*one) for one in _STARRED)))
    _until(lambda: page.knowing.before(_STARRED[0][0]) is not None)
    page.enter()
    yield "refer", window
    window.compare()
    _until(lambda: bool(page.views.comparison().model.rows))
    yield "compare", window
    window.make_sheet()
    sheets = page.views.made_sheets()
    _until(lambda: sheets.made is not None)
    yield "sheet", window
    sheets.choose("discreet")
    discreet = sheets.frame.discreet
    _until(lambda: discreet.offered is not None)
    discreet.answers["seen"].click()
    _until(lambda: sheets.made is not None)
    yield "discreet", window
    window.forget_answers()


def _keeping(window: MainWindow) -> Iterator[State]:
    """The table of listings, one of them as a form, a check of it, the calls for an hour, and what is missing."""
    window.show_listings()
    if (page := window.listings_page) is None:
        return
    page.table.choose(_STARRED[0][0])
    _until(lambda: page.chosen == _STARRED[0][0])
    _wait(_FILLED_MS)
    yield "listings", window
    page.editing.turn(on=True)
    for state, name, what in _KEPT:
        page.show_view(name, *what)
        _wait(_FILLED_MS)
        yield state, window
        page.clear()
    page.editing.turn(on=False)


def _wait(milliseconds: int) -> None:
    """Let the window work for so long, asleep where it has nothing to do."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


@contextmanager
def _window(theme: Theme, data: Path, size: QSize, *, working: bool = True) -> Iterator[MainWindow]:
    work = Work(lambda: open_desk(data))
    window = MainWindow(work, read_right_now, theme, Settings(data / "settings.ini"))
    window.painted.connect(window.find_page.start)
    window.find_page.alarm.take(read_right_now())
    try:
        window.resize(size)
        window.show()
        _until(lambda: _answered(window, "") if working else window.find_page.broken)
        yield window
    finally:
        window.deleteLater()
        work.close()


def _ask(window: MainWindow, text: str) -> None:
    window.find_page.box.setText(text)
    _until(lambda: _answered(window, text))


def _answered(window: MainWindow, text: str) -> bool:
    if window.find_page.broken:
        raise NavigatorError("The directory that ships with Navigator cannot be read.")
    answered = window.find_page.inquiry.answered
    return answered is not None and answered == window.find_page.inquiry.asked and answered.text == text


def _until(done: Callable[[], bool]) -> None:
    """Let the window work until something is so; raises ``NavigatorError`` if it never is."""
    deadline = QDeadlineTimer(_LONGEST_WAIT_MS)
    while not done():
        if deadline.hasExpired():
            raise NavigatorError("The window did not answer in time.")
        _wait(_STEP_MS)


def _save(shown: QWidget, path: Path) -> Path:
    _wait(_SETTLED_MS)
    if not shown.grab().save(str(path)):
        raise NavigatorError(f"{path} could not be written.")
    return path


def _run() -> None:
    parser = argparse.ArgumentParser(description="Draw the window in every state into PNG files.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("pictures"))
    parser.add_argument("--all", action="store_true", help="every size and scale, beside the usual ones")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    drawn = draw_window(
        options.folder,
        schemes=SCHEMES,
        sizes=SIZES if options.all else (USUAL,),
        scales=SCALES if options.all else (1.0, 2.0),
    )
    print(*drawn, sep="\n")  # noqa: T201 - what a command does


if __name__ == "__main__":
    _run()
