"""A saved view of the listings by its name: ``due``, ``no-phone``, ``borough:Lambeth``, ``organisation:Shelter``."""

from collections.abc import Iterable
from typing import Final

from navigator.errors import UsageError
from navigator.find.nearest import nearest, offer
from navigator.listings.table.table import Table
from navigator.listings.table.views import FIXED, View
from navigator.text import normal

_OF: Final = {"borough": "borough", "organisation": "organization", "organization": "organization"}


def view_of(table: Table, name: str) -> View:
    """The view of a name, as code or as people call it. Raises ``UsageError`` naming those there are."""
    kind, mark, of = name.partition(":")
    if mark and normal(kind) in _OF:
        counted = table.boroughs() if _OF[normal(kind)] == "borough" else table.organizations()
        return _meant(of.strip(), (one.view for one in counted), f"{normal(kind)}:")
    return _meant(name, FIXED, "")


def _meant(name: str, views: Iterable[View], before: str) -> View:
    known = {normal(text): view for view in views for text in {view.of or view.kind, view.label}}
    if normal(name) in known:
        return known[normal(name)]
    codes = sorted({view.of or view.kind for view in known.values()})
    meant = offer(f"{before}{code}" for code in nearest(name, codes))
    allowed = ", ".join(codes) if not before else f"{before}NAME"
    also = "" if before else ", borough:NAME, organisation:NAME"
    raise UsageError(f"There is no view '{before}{name}'.{meant} Allowed: {allowed}{also}.")
