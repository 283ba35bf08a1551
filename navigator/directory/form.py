"""A listing as reviewed text: the form of ``resources/listings/*.toml``, checked before anything is written.

One file holds one service. What no page states is left out, never guessed; ``source`` numbers point at the listing's
own ``[[sources]]``. Table models do not validate, so everything that reaches a directory passes through here first.
"""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from navigator.errors import NavigatorError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\x00]*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
PageDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


_Model = TypeVar("_Model", bound=BaseModel)


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OrganizationForm(_Form):
    """Who runs services."""

    name: Text
    kind: Text
    website: Text | None = None


class SourceForm(_Form):
    """A page facts were read on; no ``url`` means a public data set, not the provider's page."""

    number: int = Field(ge=1)
    url: Text | None = None
    title: Text
    page_date: PageDate | None = None


class HoursForm(_Form):
    """Opening hours in OpenStreetMap syntax, and what the page adds in words."""

    opening_hours: Text | None = None
    note: Text | None = None
    source: int | None = None


class PhoneForm(_Form):
    """A phone number and whose or what it is."""

    number: Text
    note: Text | None = None


class LocationForm(_Form):
    """A place; a confidential one carries no address, postcode or coordinates."""

    name: Text | None = None
    address_1: Text | None = None
    city: Text | None = None
    postal_code: Text | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    confidential: bool = False
    accessibility: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _keeps_confidence(self) -> Self:
        if self.confidential and (self.address_1 or self.postal_code or self.latitude or self.longitude):
            raise ValueError("a confidential place must have no street address, postcode or coordinates")
        return self


class CriterionForm(_Form):
    """One eligibility rule; ``min`` and ``max`` are ages in whole years, both included."""

    facet: Text
    rule: Literal["requires", "excludes", "prioritises"]
    strength: Literal["hard", "discretionary", "contested"]
    values: tuple[Text, ...] = ()
    min: int | None = Field(default=None, ge=0, le=120)
    max: int | None = Field(default=None, ge=0, le=120)
    note: Text | None = None
    source: int

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the lowest age ({self.min}) is above the highest ({self.max})")
        if not (self.values or self.note or self.min is not None or self.max is not None):
            raise ValueError("a rule needs values, an age or a note")
        return self


class StanceForm(_Form):
    """What the service says to someone with both needs."""

    stance: Text
    note: Text | None = None
    source: int | None = None


class FlexibilityForm(_Form):
    """How the service bends, in the words of its pages."""

    drop_in: Text | None = None
    out_of_hours: Text | None = None
    missed_appointments: Text | None = None
    re_entry: Text | None = None
    time_limit: Text | None = None
    wait_time: Text | None = None


class LinkForm(_Form):
    """How the service works with another: ``to`` is a listing's id where there is one, else a name."""

    to: Text
    kind: Text
    source: int | None = None


class ListingForm(_Form):
    """One whole listing."""

    id: Slug
    name: Text
    alternate_names: tuple[Text, ...] = ()
    organization: Text
    status: Literal["active", "closed", "unclear"]
    description: Text
    needs: tuple[Text, ...]
    service_types: tuple[Text, ...]
    areas: tuple[Text, ...] = ()
    delivery: tuple[Text, ...] = ()
    referral_routes: tuple[Text, ...] = ()
    how_to_refer: Text | None = None
    url: Text | None = None
    email: Text | None = None
    cost: Literal["free", "charged", "mixed"] | None = None
    cost_note: Text | None = None
    approaches: tuple[Text, ...] = ()
    transitions: tuple[Text, ...] = ()
    languages: tuple[Text, ...] = ()
    interpreting: Text | None = None
    required_documents: tuple[Text, ...] = ()
    open_access: bool = False
    anyone_may_apply: bool = False
    hours: HoursForm = HoursForm()
    flexibility: FlexibilityForm = FlexibilityForm()
    dual_diagnosis: StanceForm = StanceForm(stance="not-stated")
    phones: tuple[PhoneForm, ...] = ()
    locations: tuple[LocationForm, ...] = ()
    eligibility: tuple[CriterionForm, ...] = ()
    links: tuple[LinkForm, ...] = ()
    sources: tuple[SourceForm, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_its_sources(self) -> Self:
        numbers = [source.number for source in self.sources]
        if len(set(numbers)) != len(numbers):
            raise ValueError("two sources have the same number")
        named = (
            self.hours.source,
            self.dual_diagnosis.source,
            *(item.source for item in (*self.eligibility, *self.links)),
        )
        if unknown := {number for number in named if number is not None} - set(numbers):
            raise ValueError(f"source {min(unknown)} is named but not listed")
        return self

    def codes(self) -> Iterator[tuple[str, str]]:
        """Every (taxonomy, code) of the vocabulary that the listing carries as an attribute, in order."""
        for taxonomy, codes in (
            ("need", self.needs),
            ("type", self.service_types),
            ("delivery", self.delivery),
            ("route", self.referral_routes),
            ("approach", self.approaches),
            ("transition", self.transitions),
        ):
            for code in codes:
                yield taxonomy, code


def read_listing(path: Path) -> ListingForm:
    """The listing in one text file; raises ``NavigatorError`` naming file and field where it is not in the form."""
    return _checked(ListingForm, _read(path), path.name)


def read_listings(folder: Path) -> list[ListingForm]:
    """All listings of a folder by id; each file is named after the id it holds."""
    forms = [read_listing(path) for path in sorted(folder.glob("*.toml"))]
    for form, path in zip(forms, sorted(folder.glob("*.toml")), strict=True):
        if form.id != path.stem:
            raise NavigatorError(f"{path.name} holds the listing '{form.id}': name the file {form.id}.toml.")
    return sorted(forms, key=lambda form: form.id)


def read_organizations(path: Path) -> list[OrganizationForm]:
    """The organizations of ``organizations.toml``, in the file's order."""
    return [_checked(OrganizationForm, row, path.name) for row in _read(path).get("organization", [])]


def check_codes(forms: Iterable[ListingForm], allowed: dict[str, set[str]]) -> None:
    """Raise ``NavigatorError`` for the first code that the vocabulary (codes by taxonomy) does not hold."""
    for form in forms:
        stance = ("stance", form.dual_diagnosis.stance)
        links = (("link-kind", link.kind) for link in form.links)
        facets = (("facet", criterion.facet) for criterion in form.eligibility)
        for taxonomy, code in (*form.codes(), stance, *links, *facets):
            if code not in allowed.get(taxonomy, set()):
                known = ", ".join(sorted(allowed.get(taxonomy, ())))
                raise NavigatorError(f"{form.id}.toml: '{code}' is not a known {taxonomy}. Known: {known}.")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NavigatorError(f"{path.name} is not readable as TOML: {error}.") from error
    except OSError as error:
        raise NavigatorError(f"{path.name} cannot be read: {error.strerror}.") from error


def _checked(model: type[_Model], data: Any, where: str) -> _Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the listing"
        raise NavigatorError(f"{where}, {field}: {first['msg']}.") from error
