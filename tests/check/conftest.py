"""Directories to check: small ones made of listings written in the test, and the one that ships."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

import pytest

from navigator.check import Check
from navigator.directory import Store
from navigator.directory.form import ListingForm
from navigator.directory.labels import read_labels
from navigator.find import Search
from tests.find.conftest import (
    AT,
    WriteDirectory,
    empty_directory,
    listing,
    shipped_connection,
    vocabulary,
    write_directory,
)

__all__ = ["empty_directory", "listing", "shipped_connection", "vocabulary", "write_directory"]

OpenCheck = Callable[..., Check]
Connect = Callable[..., sqlite3.Connection]


@pytest.fixture(scope="session")
def connect(write_directory: WriteDirectory) -> Iterator[Connect]:
    """Connects to a directory of some listings."""
    with ExitStack() as stack:

        def open_over(*forms: ListingForm) -> sqlite3.Connection:
            path = write_directory(*forms)
            return stack.enter_context(closing(Store(Path("none"), path).connect()))

        yield open_over


@pytest.fixture(scope="session")
def open_check(write_directory: WriteDirectory) -> Iterator[OpenCheck]:
    """Opens Check over some listings, at ``AT`` unless told; ``checked`` as ``write_directory`` takes it."""
    with ExitStack() as stack:

        def open_over(*forms: ListingForm, at: datetime = AT, checked: dict[str, str] | None = None) -> Check:
            path = write_directory(*forms, checked=checked)
            connection = stack.enter_context(closing(Store(Path("none"), path).connect()))
            return Check(Search(connection, at), connection, read_labels(connection), at=at)

        yield open_over


@pytest.fixture(scope="session")
def shipped(shipped_connection: sqlite3.Connection) -> Check:
    """Check over the shipped directory, at ``AT``."""
    return Check(Search(shipped_connection, AT), shipped_connection, read_labels(shipped_connection), at=AT)
