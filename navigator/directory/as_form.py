"""A listing of a directory as the form it is written in, so that it can be changed and written again."""

from dataclasses import asdict
from typing import Any

from navigator.directory.fields import ATTRIBUTES
from navigator.directory.form import HoursForm, ListingForm
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


def as_kept(form: ListingForm) -> ListingForm:
    """A form as a directory gives it back: sources by number, no code twice, no page for hours that are not given."""
    codes = {name: tuple(dict.fromkeys(getattr(form, name))) for name in ATTRIBUTES}
    sources = tuple(sorted(form.sources, key=lambda source: source.number))
    hours = form.hours if form.hours.opening_hours or form.hours.note else HoursForm()
    return form.model_copy(update={**codes, "sources": sources, "hours": hours})


def _criterion(rule: dict[str, Any]) -> dict[str, Any]:
    ages = {"min": rule.pop("minimum"), "max": rule.pop("maximum")}
    return rule | ages
