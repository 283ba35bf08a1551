"""What a query gave, and how it is told to another program."""

from dataclasses import asdict, dataclass
from typing import Any

from navigator.find import Opening, Page, Result


@dataclass(frozen=True, slots=True)
class Found:
    """What a query gave: its first results, how many there are, and the emergency it sounds like.

    ``said`` of the ``total`` say yes to every filter, and come first. ``counts`` are by filter and choice, where they
    were asked for.
    """

    page: Page
    total: int
    said: int
    counts: dict[str, dict[str, int]] | None
    right_now: str | None


def document(found: Found) -> dict[str, Any]:
    """What a query gave, as one JSON object."""
    query = found.page.query
    counts = {} if found.counts is None else {"counts": found.counts}
    return {
        "query": query.text,
        "corrections": [{"from": made.typed, "to": made.to} for made in query.corrections],
        "expansions": [{"from": made.typed, "to": list(made.to)} for made in query.expansions],
        "right_now": found.right_now,
        "total": found.total,
        "divider": found.said,
        **counts,
        "results": [_result(result) for result in found.page.results],
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "id": result.id,
        "name": result.name,
        "organization": result.organization,
        "areas": list(result.areas),
        "status": result.status,
        "stance": result.stance,
        "open": opening(result.open),
        "distance_m": None if result.distance_m is None else round(result.distance_m),
        "checked": result.checked,
        "matched": [asdict(match) for match in result.matched],
        "not_said": list(result.not_said),
    }


def opening(moment: Opening) -> dict[str, Any]:
    """When and how a service can be used, as a JSON object; times are ISO, local to London."""
    return asdict(moment) | {
        "until": moment.until and moment.until.isoformat(timespec="minutes"),
        "opens": moment.opens and moment.opens.isoformat(timespec="minutes"),
    }
