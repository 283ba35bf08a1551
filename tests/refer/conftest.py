"""The room over directories: small ones made of listings written in the test, and the one that ships."""

import sqlite3
from datetime import datetime

import pytest

from navigator.directory.form import ListingForm
from navigator.refer.refer import Refer
from tests.check.conftest import (
    Connect,
    connect,
    empty_directory,
    listing,
    shipped_connection,
    vocabulary,
    write_directory,
)
from tests.refer.opened import AT, OpenRefer, opened

__all__ = ["connect", "empty_directory", "listing", "shipped_connection", "vocabulary", "write_directory"]


@pytest.fixture(scope="session")
def open_refer(connect: Connect) -> OpenRefer:
    """Opens the room over some listings, at ``AT`` unless told."""

    def open_over(*forms: ListingForm, at: datetime = AT) -> Refer:
        return opened(connect(*forms), at)

    return open_over


@pytest.fixture(scope="session")
def shipped_refer(shipped_connection: sqlite3.Connection) -> Refer:
    """The room over the shipped directory, at ``AT``."""
    return opened(shipped_connection)
