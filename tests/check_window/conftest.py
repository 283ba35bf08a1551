"""The whole window over directories, as the tests of Find open it."""

from tests.directory.conftest import fill, make_listing, terms, vocabulary
from tests.find_window.conftest import _nothing_leads_outside, open_window, theme

__all__ = ["_nothing_leads_outside", "fill", "make_listing", "open_window", "terms", "theme", "vocabulary"]
