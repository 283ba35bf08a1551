"""What the tests of every command share: running one, what it prints, and what it says went wrong."""

import io
import sys
from collections.abc import Callable

import pytest

from navigator.cli import main

Say = Callable[..., str]
Told = Callable[..., tuple[int, str]]
TypeIn = Callable[[bytes], None]


@pytest.fixture(autouse=True)
def hundred_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of one width."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """What a command prints that does what it was asked."""

    def run(*argv: str) -> str:
        status = main(argv)
        said = capsys.readouterr()
        assert (status, said.err) == (0, "")
        return said.out

    return run


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """The status and the one line of a command that did not do what it was asked."""

    def run(*argv: str) -> tuple[int, str]:
        try:
            status = main(argv)
        except SystemExit as stop:
            status = int(str(stop.code))
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.endswith("\n")
        assert len(said.err.splitlines()) == 1, said.err
        return status, said.err

    return run


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> TypeIn:
    """Put bytes on standard input."""

    def put(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return put
