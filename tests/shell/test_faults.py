"""What went wrong is told calmly, once, and without anything a person typed."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.copying import Copy
from ui.shell.faults import FaultDialog, Hook, details_of, install_hook, tell
from ui.shell.theme import Theme

TYPED = "sleeping rough in brixton"
Told = list[str]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What goes to developers."""
    lines: Told = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, _: lines.append(f"{kind.__name__}: {error}"))
    return lines


@pytest.fixture
def hook(window: QWidget, told: Told) -> Iterator[Hook]:
    assert told == []
    made = install_hook(lambda: window)
    yield made
    made.restore()


def dialogs(window: QWidget) -> list[FaultDialog]:
    return [dialog for dialog in window.findChildren(FaultDialog) if dialog.isVisible()]


def shown(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def look_up() -> None:
    raise KeyError(TYPED)


def fail() -> None:
    try:
        look_up()
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_it_says_what_went_wrong_and_goes_with_a_key(window: QWidget, qtbot: QtBot) -> None:
    dialog = tell(window, "The file could not be written.", "The <b>disk</b> is full.")
    qtbot.waitExposed(dialog)
    assert "The file could not be written." in shown(dialog)
    assert "The <b>disk</b> is full." in shown(dialog)
    assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["OK"]
    qtbot.waitUntil(dialog.ok.hasFocus)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog.ok, Qt.Key.Key_Return)


def test_escape_goes_on_too(window: QWidget, qtbot: QtBot) -> None:
    dialog = tell(window, "No.", "Not now.")
    qtbot.waitExposed(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_details_are_copied_and_the_dialog_says_what_is_in_them(window: QWidget, qtbot: QtBot) -> None:
    dialog = tell(window, "No.", "Not now.", "the details")
    qtbot.waitExposed(dialog)
    (copy,) = dialog.findChildren(Copy)
    assert copy.text() == "Copy details"
    assert "Nothing you typed is in them." in shown(dialog)
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "the details"
    assert copy.text() == "Copied"
    dialog.close()


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_all_of_it_can_be_read_at_every_size_of_text(theme: Theme, window: QWidget, qtbot: QtBot, scale: float) -> None:
    theme.set_scale(scale)
    dialog = tell(window, "The directory cannot be read.", "It is damaged. " * 20, "details")
    qtbot.waitExposed(dialog)
    for label in dialog.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
    dialog.close()


@pytest.mark.usefixtures("hook")
def test_an_error_nobody_foresaw_is_told_and_written_for_developers(
    window: QWidget, told: Told, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    fail()
    (dialog,) = dialogs(window)
    qtbot.waitExposed(dialog)
    written = capsys.readouterr().err
    assert "KeyError" in written
    assert TYPED not in written
    assert told == []
    assert "It is not your doing." in shown(dialog)
    assert "Traceback" not in shown(dialog)
    dialog.close()


@pytest.mark.usefixtures("hook")
def test_errors_are_told_one_at_a_time(window: QWidget, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    fail()
    fail()
    (dialog,) = dialogs(window)
    assert capsys.readouterr().err.count("KeyError") == 2
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    fail()
    (again,) = dialogs(window)
    again.close()


@pytest.mark.usefixtures("hook")
def test_nothing_that_was_typed_is_told(window: QWidget) -> None:
    fail()
    (dialog,) = dialogs(window)
    (copy,) = dialog.findChildren(Copy)
    assert TYPED not in shown(dialog) + copy.copies
    assert "KeyError" in copy.copies
    assert f"shell/{__name__.rpartition('.')[2]}.py" in copy.copies
    dialog.close()


def test_details_name_no_folder_of_a_person() -> None:
    with pytest.raises(KeyError) as raised:
        look_up()
    details = details_of(raised.type, raised.tb)
    first, kind, *places = details.splitlines()
    assert first.startswith("Navigator ")
    assert kind == "KeyError"
    assert [place.partition(":")[0] for place in places] == ["shell/test_faults.py"] * 2
    assert places[-1].endswith(" look_up")
    assert TYPED not in details


@pytest.mark.usefixtures("hook")
def test_stopping_the_program_is_no_fault(window: QWidget, told: Told) -> None:
    stop = KeyboardInterrupt()
    sys.excepthook(type(stop), stop, None)
    assert dialogs(window) == []
    assert told == ["KeyboardInterrupt: "]


def test_without_a_window_it_is_only_written(capsys: pytest.CaptureFixture[str]) -> None:
    hook = install_hook(lambda: None)
    fail()
    hook.restore()
    assert "KeyError" in capsys.readouterr().err
    assert not [top for top in QApplication.topLevelWidgets() if isinstance(top, FaultDialog)]


def test_errors_can_be_left_to_python_again(told: Told) -> None:
    before = sys.excepthook
    hook = install_hook(lambda: None)
    assert sys.excepthook is not before
    hook.restore()
    assert sys.excepthook is before
    other = install_hook(lambda: None)
    sys.excepthook = before
    other.restore()
    assert sys.excepthook is before
    assert told == []
