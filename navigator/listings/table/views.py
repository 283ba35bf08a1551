"""The views of the table that are always there, and what belongs to each: one statement over the directory each."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "all",
    "due",
    "never-checked",
    "not-running",
    "no-phone",
    "no-rules",
    "reported",
    "changed",
    "conflicts",
    "borough",
    "organization",
]


@dataclass(frozen=True, slots=True)
class View:
    """What of the directory is shown; ``of`` is the name of the borough or organisation, else ""."""

    kind: Kind = "all"
    of: str = ""

    @property
    def label(self) -> str:
        """What people call it."""
        return self.of or LABELS[self.kind]


EVERYTHING: Final = View()
LABELS: Final[dict[Kind, str]] = {
    "all": "All listings",
    "due": "Due for a check",
    "never-checked": "Never checked",
    "not-running": "Closed or unclear",
    "no-phone": "No phone",
    "no-rules": "No rules stated",
    "reported": "Reported wrong",
    "changed": "Changed this month",
    "conflicts": "Conflicting facts",
    "borough": "By borough",
    "organization": "By organisation",
}
"""The views in the order of their menu; the last two are of one borough or organisation each."""
FIXED: Final[tuple[View, ...]] = tuple(View(kind) for kind in LABELS if kind not in {"borough", "organization"})
"""The views that are of no one borough or organisation."""

_CARRYING: Final = "SELECT rowid FROM search_index WHERE search_index MATCH 'codes : ({})'"
CLOSED: Final = _CARRYING.format('"status:closed"')
RUNNING: Final = _CARRYING.format('"status:active" OR "status:unclear"')
STATEMENTS: Final[dict[Kind, str]] = {
    # To read a website is not to ask: such a listing was never checked with its provider.
    "never-checked": (
        "SELECT key FROM search_entry WHERE key NOT IN "
        "(SELECT service_key FROM verification WHERE method <> 'website') ORDER BY name"
    ),
    "not-running": _CARRYING.format('"status:closed" OR "status:unclear"'),
    "no-phone": "SELECT key FROM service WHERE key NOT IN (SELECT service_key FROM phone) ORDER BY organization_key",
    "no-rules": (
        "SELECT key FROM service WHERE key NOT IN (SELECT service_key FROM criterion) ORDER BY organization_key"
    ),
    "changed": (
        "SELECT s.key FROM change c JOIN service s ON s.id = c.service_id "
        "WHERE c.made_at >= :since AND c.kind NOT IN ('verify', 'no-answer')"
    ),
    "borough": "SELECT service_key FROM service_area WHERE name = :of",
    "organization": (
        "SELECT key FROM service WHERE organization_key = (SELECT key FROM organization WHERE name = :of)"
    ),
}
"""The keys of what a view holds, where one statement tells, in any order; that named leads to the smallest index."""
FOUND: Final = """
SELECT rowid FROM search_index WHERE search_index MATCH ?
UNION SELECT key FROM service WHERE '-' || id LIKE ?
"""
"""The keys of what a full-text expression finds, or has an id with some words of it in a row."""
BOROUGHS: Final = """
SELECT a.name, count(DISTINCT a.service_key) FROM service_area a LEFT JOIN borough b ON b.name = a.name
GROUP BY a.name ORDER BY b.name IS NULL, a.name
"""
ORGANIZATIONS: Final = """
SELECT o.name, count(*) FROM service s JOIN organization o ON o.key = s.organization_key
GROUP BY o.key ORDER BY o.name COLLATE NOCASE
"""
