"""Where a sheet is saved: the name decides the kind of file, and what was there stays until all is written."""

from pathlib import Path

import pytest

from navigator.errors import NavigatorError
from tests.refer_window.printed import SHEET
from ui.refer.paper import make
from ui.refer.saving import CALENDAR, PDF, SHEETS, save_calendar, save_sheet
from ui.shell.saving import with_ending

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("plan.html", next(iter(SHEETS)), "plan.html"),
        ("plan", list(SHEETS)[2], "plan.txt"),
        ("plan 2.0", next(iter(SHEETS)), "plan 2.0.pdf"),
        ("plan.TXT", next(iter(SHEETS)), "plan.TXT"),
        ("plan", "", "plan.pdf"),
    ],
)
def test_what_is_typed_decides_and_else_the_kind(typed: str, kind: str, name: str) -> None:
    assert with_ending(typed, kind, SHEETS).name == name


def test_a_calendar_and_a_pdf_always_end_as_they_must() -> None:
    assert with_ending("plan.txt", next(iter(CALENDAR)), CALENDAR).name == "plan.txt.ics"
    assert with_ending("plan.html", next(iter(PDF)), PDF).name == "plan.html.pdf"


@pytest.mark.parametrize(("ending", "begins"), [(".pdf", b"%PDF"), (".html", b"<!"), (".txt", b"Where to go")])
def test_it_is_saved_as_what_its_name_says(tmp_path: Path, ending: str, begins: bytes) -> None:
    path = tmp_path / f"plan{ending}"
    save_sheet(make(SHEET, "A4"), path)
    assert path.read_bytes().lower().startswith(begins.lower())


def test_what_cannot_be_written_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    (folder := tmp_path / "plan.ics").mkdir()
    with pytest.raises(NavigatorError, match=r"cannot be written"):
        save_calendar(b"BEGIN:VCALENDAR", folder)
    assert folder.is_dir()
