"""A listing of a directory as the form it is written in, so that it can be changed and written again."""

from dataclasses import asdict
from typing import Any

from navigator.directory.form import ListingForm
from navigator.directory.records import Listing

_SAME = (
    "id",
    "name",
    "alternate_names",
    "status",
    "description",
    "needs",
    "service_types",
    "areas",
    "delivery",
    "referral_routes",
    "how_to_refer",
    "url",
    "email",
    "cost",
    "cost_note",
    "languages",
    "interpreting",
    "required_documents",
    "open_access",
    "anyone_may_apply",
    "approaches",
    "transitions",
)
"""The fields that a listing and its form have alike."""


def form_of(listing: Listing) -> ListingForm:
    """The form of a listing; writing it again changes nothing."""
    facts: dict[str, Any] = {name: getattr(listing, name) for name in _SAME}
    return ListingForm.model_validate(
        facts
        | {
            "organization": listing.organization.name,
            "hours": asdict(listing.hours),
            "flexibility": asdict(listing.flexibility),
            "dual_diagnosis": asdict(listing.stance),
            "phones": list(map(asdict, listing.phones)),
            "locations": list(map(asdict, listing.locations)),
            "eligibility": [_criterion(asdict(rule)) for rule in listing.eligibility],
            "links": [{"to": link.id or link.name, "kind": link.kind, "source": link.source} for link in listing.links],
            "sources": list(map(asdict, listing.sources)),
        }
    )


def _criterion(rule: dict[str, Any]) -> dict[str, Any]:
    ages = {"min": rule.pop("minimum"), "max": rule.pop("maximum")}
    return rule | ages
