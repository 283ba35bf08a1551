import errno
import os
from pathlib import Path

import pytest

from navigator.errors import NavigatorError
from navigator.refer.html import to_html
from navigator.refer.pdf import to_pdf
from navigator.refer.plain import to_text
from navigator.refer.saving import ENDINGS, save
from tests.refer.sheets import person

SHEET = person(1)
OLD = b"what was there before"
endings = pytest.mark.parametrize("ending", ENDINGS)


def said(path: Path) -> str:
    """The one sentence that tells why a sheet was not saved."""
    with pytest.raises(NavigatorError) as raised:
        save(SHEET, path)
    message = str(raised.value)
    assert message.startswith(f"{path} cannot be written: ")
    assert message.endswith(".")
    assert "\n" not in message
    return message


def test_the_ending_says_the_form(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.HTML", "a.txt"):
        save(SHEET, tmp_path / name, "Letter")
    assert (tmp_path / "a.pdf").read_bytes() == to_pdf(SHEET, "Letter")
    assert (tmp_path / "a.HTML").read_bytes() == to_html(SHEET).encode()
    assert (tmp_path / "a.txt").read_bytes() == to_text(SHEET).encode()


def test_another_ending_is_told(tmp_path: Path) -> None:
    assert "ends in .pdf, .html or .txt" in said(tmp_path / "sheet.docx")
    assert not list(tmp_path.iterdir())


@endings
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"sheet{ending}"
    path.write_bytes(OLD)
    write_bytes = Path.write_bytes

    def half_written(self: Path, content: bytes) -> int:
        write_bytes(self, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", half_written)
    assert os.strerror(errno.ENOSPC) in said(path)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


@endings
def test_a_file_that_is_open_elsewhere_stays(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"sheet{ending}"
    path.write_bytes(OLD)

    def held(_self: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "replace", held)
    assert os.strerror(errno.EACCES) in said(path)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


@endings
def test_a_folder_in_its_place_stays(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"sheet{ending}"
    path.mkdir()
    said(path)
    assert path.is_dir()
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert os.strerror(errno.ENOENT) in said(tmp_path / "nowhere" / "sheet.pdf")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_device_is_not_a_file(tmp_path: Path) -> None:
    link = tmp_path / "sheet.pdf"
    link.symlink_to("/dev/full")
    said(link)
    assert link.is_symlink()
