"""Directories for the room: small ones made of listings written in the test, and the one that ships."""

import sqlite3

import pytest

from navigator.check import Check
from navigator.pathways import Pathways
from tests.check.conftest import connect, empty_directory, listing, shipped_connection, vocabulary, write_directory
from tests.pathways.opened import checked

__all__ = ["connect", "empty_directory", "listing", "shipped_connection", "vocabulary", "write_directory"]


@pytest.fixture(scope="module")
def shipped(shipped_connection: sqlite3.Connection) -> tuple[Check, Pathways]:
    """Check, and the room beside it, over the shipped directory."""
    return checked(shipped_connection)
