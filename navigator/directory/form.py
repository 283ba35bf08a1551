"""A listing as reviewed text: the form of ``resources/listings/*.toml``, checked before anything is written.

One file holds one service. What no page states is left out, never guessed; ``source`` numbers point at the listing's
own ``[[sources]]``. Table models do not validate, so everything that reaches a directory passes through here first.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from navigator.directory.fields import ATTRIBUTES
from navigator.errors import NavigatorError


def _plain(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("it holds a control character")
    return text


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that there is: "2024", "2024-06" or "2024-06-30"."""
    if not _PARTIAL_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - len("2024") :])
    except ValueError:
        return False
    return True


def _known_date(text: str) -> str:
    if not is_date(text):
        raise ValueError(f"“{text}” is not a date: write it as 2024, 2024-06 or 2024-06-30")
    return text


_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PARTIAL_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_plain)]
"""Something said: not empty, without control characters but line ends and tabs."""
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_plain)]
"""A text that is short, since the index holds it as one word."""
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A listing's id, or a code of the vocabulary: small letters, digits and single hyphens."""
PageDate = Annotated[str, AfterValidator(_known_date)]
"""A day, a month or a year, as exact as the page was."""
Number = Annotated[int, Field(ge=1, le=9999)]
"""The number of a source within its listing."""
Age = Annotated[int, Field(ge=0, le=120)]
"""Whole years."""

_Model = TypeVar("_Model", bound=BaseModel)


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OrganizationForm(_Form):
    """Who runs services."""

    name: Text
    kind: Slug
    website: Text | None = None


class SourceForm(_Form):
    """A page facts were read on; no ``url`` means a public data set, not the provider's page."""

    number: Number
    url: Text | None = None
    title: Text
    page_date: PageDate | None = None


class HoursForm(_Form):
    """Opening hours in OpenStreetMap syntax, and what the page adds in words."""

    opening_hours: Text | None = None
    note: Text | None = None
    source: Number | None = None


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
    accessibility: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _keeps_confidence(self) -> Self:
        whereabouts = (self.address_1, self.postal_code, self.latitude, self.longitude)
        if self.confidential and any(fact is not None for fact in whereabouts):
            raise ValueError("a confidential place must have no street address, postcode or coordinates")
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("a latitude and a longitude go together")
        return self


class CriterionForm(_Form):
    """One eligibility rule; ``min`` and ``max`` are ages in whole years, both included."""

    facet: Slug
    rule: Literal["requires", "excludes", "prioritises"]
    strength: Literal["hard", "discretionary", "contested"]
    values: tuple[Name, ...] = ()
    min: Age | None = None
    max: Age | None = None
    note: Text | None = None
    source: Number

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the lowest age ({self.min}) is above the highest ({self.max})")
        if not (self.values or self.note or self.min is not None or self.max is not None):
            raise ValueError("a rule needs values, an age or a note")
        return self


class StanceForm(_Form):
    """What the service says to someone with both needs."""

    stance: Slug
    note: Text | None = None
    source: Number | None = None


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
    kind: Slug
    source: Number | None = None


class ListingForm(_Form):
    """One whole listing."""

    id: Slug
    name: Text
    alternate_names: tuple[Text, ...] = ()
    organization: Text
    status: Literal["active", "closed", "unclear"]
    description: Text
    needs: tuple[Slug, ...]
    service_types: tuple[Slug, ...]
    areas: tuple[Name, ...] = ()
    delivery: tuple[Slug, ...] = ()
    referral_routes: tuple[Slug, ...] = ()
    how_to_refer: Text | None = None
    url: Text | None = None
    email: Text | None = None
    cost: Literal["free", "charged", "mixed"] | None = None
    cost_note: Text | None = None
    approaches: tuple[Slug, ...] = ()
    transitions: tuple[Slug, ...] = ()
    languages: tuple[Name, ...] = ()
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
        numbers = {source.number for source in self.sources}
        if len(numbers) < len(self.sources):
            raise ValueError("two sources have the same number")
        named = [("hours", self.hours.source), ("dual_diagnosis", self.dual_diagnosis.source)]
        named += [(f"eligibility.{n}", criterion.source) for n, criterion in enumerate(self.eligibility, 1)]
        named += [(f"links.{n}", link.source) for n, link in enumerate(self.links, 1)]
        for field, number in named:
            if number is not None and number not in numbers:
                raise ValueError(f"{field} names source {number}, which is not among its sources")
        return self

    def codes(self) -> Iterator[tuple[str, str]]:
        """Every (taxonomy, code) of the vocabulary that the listing carries as an attribute, in order."""
        for field, taxonomy in ATTRIBUTES.items():
            for code in getattr(self, field):
                yield taxonomy, code


class _Organizations(_Form):
    organization: tuple[OrganizationForm, ...] = ()

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        names = [form.name for form in self.organization]
        if twice := [name for name in names if names.count(name) > 1]:
            raise ValueError(f"'{twice[0]}' is there twice")
        return self


def read_listing(path: Path) -> ListingForm:
    """The listing in one text file; raises ``NavigatorError`` naming file and field where it is not in the form."""
    return _checked(ListingForm, _read(path), path.name)


def read_listings(folder: Path) -> list[ListingForm]:
    """All listings of a folder by id; each file is named after the id it holds."""
    if not folder.is_dir():
        raise NavigatorError(f"There is no folder of listings at {folder}.")
    forms = []
    for path in folder.glob("*.toml"):
        form = read_listing(path)
        if form.id != path.stem:
            raise NavigatorError(f"{path.name}, id: it holds the listing '{form.id}', so name the file {form.id}.toml.")
        forms.append(form)
    return sorted(forms, key=lambda form: form.id)


def read_organizations(path: Path) -> tuple[OrganizationForm, ...]:
    """The organizations of ``organizations.toml``, in the file's order."""
    return _checked(_Organizations, _read(path), path.name).organization


def check_codes(forms: Iterable[ListingForm], allowed: Mapping[str, set[str]]) -> None:
    """Raise ``NavigatorError`` for the first code that its taxonomy does not hold.

    ``allowed`` gives codes by taxonomy; ``area`` is the taxonomy of the places that services cover. In a taxonomy that
    it leaves out, any word will do.
    """
    for form in forms:
        for field, taxonomy, code in _named_codes(form):
            if code not in allowed.get(taxonomy, {code}):
                known = ", ".join(sorted(allowed[taxonomy]))
                raise NavigatorError(f"{form.id}.toml, {field}: '{code}' is not a known {taxonomy}. Known: {known}.")


def check_kinds(forms: Iterable[OrganizationForm], allowed: Mapping[str, set[str]]) -> None:
    """Raise ``NavigatorError`` for the first organization of an unknown kind; ``allowed`` gives codes by taxonomy."""
    for form in forms:
        if form.kind not in allowed["organization-kind"]:
            known = ", ".join(sorted(allowed["organization-kind"]))
            raise NavigatorError(f"organizations.toml, {form.name}: '{form.kind}' is not a known kind. Known: {known}.")


def _named_codes(form: ListingForm) -> Iterator[tuple[str, str, str]]:
    """Every (field, taxonomy, code) of a listing."""
    for field, taxonomy in ATTRIBUTES.items():
        yield from ((field, taxonomy, code) for code in getattr(form, field))
    yield from (("areas", "area", area) for area in form.areas)
    yield "dual_diagnosis.stance", "stance", form.dual_diagnosis.stance
    for n, place in enumerate(form.locations, 1):
        yield from ((f"locations.{n}.accessibility", "accessibility", code) for code in place.accessibility)
    for n, link in enumerate(form.links, 1):
        yield f"links.{n}.kind", "link-kind", link.kind
    for n, criterion in enumerate(form.eligibility, 1):
        yield f"eligibility.{n}.facet", "facet", criterion.facet
        taxonomy = "area" if criterion.facet == "area" else f"value.{criterion.facet}"
        yield from ((f"eligibility.{n}.values", taxonomy, value) for value in criterion.values)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NavigatorError(f"{path.name} is not readable as TOML: {error}.") from error
    except RecursionError as error:
        raise NavigatorError(f"{path.name} is not readable as TOML: its lists are nested too deeply.") from error
    except OSError as error:
        raise NavigatorError(f"{path.name} cannot be read: {error.strerror}.") from error


_SAID: Final[Mapping[str, str]] = {
    "missing": "it is missing",
    "extra_forbidden": "the form has no such field",
    "string_too_short": "it is empty",
    "string_type": "a text is needed",
    "string_pattern_mismatch": "only small letters, digits and single hyphens between them may stand here",
    "tuple_type": "a list is needed",
    "model_type": "a table is needed",
}
"""What to say for pydantic's types of error, where its own words are for programmers."""


def wrong_fields(data: Any) -> tuple[tuple[str, str], ...]:
    """Every field of a listing's text that is out of form and what is wrong with it; "" for the listing as a whole.

    Fields are written as a person counts: ``"phones.1.number"`` is that of the first phone.
    """
    try:
        ListingForm.model_validate(data)
    except ValidationError as error:
        return tuple(_told(error))
    return ()


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    for each in error.errors(include_url=False):
        field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in each["loc"])
        yield field, _SAID.get(each["type"], each["msg"].removeprefix("Value error, "))


def _checked(model: type[_Model], data: Any, where: str) -> _Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        field, said = next(_told(error))
        raise NavigatorError(f"{where}, {field or 'as a whole'}: {said}.") from error
