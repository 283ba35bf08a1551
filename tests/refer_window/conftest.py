"""The look of the application, a printer that prints into a file, and directories made for a test."""

from pathlib import Path

import pytest

from tests.directory.conftest import fill, make_listing, terms, vocabulary
from tests.pathways_window.conftest import theme
from tests.refer_window.printed import FilePrinters

__all__ = ["fill", "make_listing", "terms", "theme", "vocabulary"]


@pytest.fixture
def printers(tmp_path: Path) -> FilePrinters:
    """A printer that prints into a file of the test."""
    return FilePrinters(tmp_path / "out.pdf")
