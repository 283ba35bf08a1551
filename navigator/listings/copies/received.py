"""What another's directory says, admitted only in the form and the words that ours has."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from navigator.errors import NavigatorError
from navigator.listings.care.made import TIPS

Term: TypeAlias = tuple[Any, ...]
"""A row of the vocabulary."""
_WIDER: Final = frozenset({"London", "England", "UK"})
_LONGEST_TIP: Final = 280


@dataclass(frozen=True, slots=True)
class Organization:
    """Who runs services, as another's directory says; nothing of it is checked yet."""

    name: str
    kind: str
    website: str | None


@dataclass(frozen=True, slots=True, repr=False)
class TipThere:
    """A tip that a colleague sent on."""

    service_id: str
    text: str
    day: date

    def __repr__(self) -> str:
        """Nothing that somebody wrote."""
        return f"TipThere({self.service_id!r})"


@dataclass(frozen=True, slots=True)
class Known:
    """The codes that our directory knows by taxonomy, its organizations, and what a newer shipped one adds to them."""

    codes: Mapping[str, set[str]]
    organizations: frozenset[str]
    new_terms: tuple[Term, ...] = ()

    @classmethod
    def read(cls, ours: sqlite3.Connection, shipped: sqlite3.Connection | None) -> "Known":
        """What ours knows; the words of the shipped directory are as good as ours."""
        codes: dict[str, set[str]] = {}
        for taxonomy, code in ours.execute("SELECT taxonomy, code FROM taxonomy_term"):
            codes.setdefault(taxonomy, set()).add(code)
        new = []
        for row in shipped.execute(_TERMS) if shipped else ():
            if row[1] not in codes.get(row[0], ()):
                codes.setdefault(row[0], set()).add(row[1])
                new.append(row)
        boroughs = {name for (name,) in ours.execute("SELECT name FROM borough")}
        if boroughs:
            codes["area"] = boroughs | _WIDER
        named = frozenset(name for (name,) in ours.execute("SELECT name FROM organization"))
        return cls(codes, named, tuple(new))


def admitted(theirs: Mapping[str, Any], known: Known, organizations: Mapping[str, Organization]) -> dict[str, Any]:
    """A listing of theirs in the form that is written; raises NavigatorError, naming what is wrong, for any other."""
    from pydantic import ValidationError

    from navigator.directory.as_form import as_kept
    from navigator.directory.form import ListingForm, check_codes, wrong_fields

    try:
        form = as_kept(ListingForm.model_validate(dict(theirs)))
    except ValidationError as error:
        field, said = wrong_fields(dict(theirs))[0]
        raise NavigatorError(f"It is not in the form of a listing: {field or 'as a whole'}: {said}.") from error
    try:
        check_codes([form], known.codes)
    except NavigatorError as error:
        said = str(error).removeprefix(f"{form.id}.toml, ").partition(" Known: ")[0]
        raise NavigatorError(f"It uses a word that this directory does not have: {said}") from error
    if form.organization not in known.organizations:
        _check_organization(organizations[form.organization], known)
    fields: dict[str, Any] = form.model_dump(mode="json")
    return fields


def _check_organization(organization: Organization, known: Known) -> None:
    from navigator.directory.form import OrganizationForm

    try:
        form = OrganizationForm(name=organization.name, kind=organization.kind, website=organization.website)
    except ValueError as error:
        raise NavigatorError("Who runs it is not in the form of an organisation.") from error
    if form.kind not in known.codes.get("organization-kind", {form.kind}):
        raise NavigatorError(f"It uses a word that this directory does not have: '{form.kind}' for who runs it.")


def organizations_in(theirs: sqlite3.Connection) -> dict[str, Organization]:
    """The organizations of another's directory by name."""
    rows = theirs.execute("SELECT name, kind, website FROM organization")
    return {row[0]: Organization(*row) for row in rows}


def tips_in(theirs: sqlite3.Connection, on: date) -> Iterator[TipThere]:
    """The tips that came with another's directory, but those that no Navigator would have kept by that day."""
    if not theirs.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TIPS,)).fetchone():
        return
    for service_id, text, day in theirs.execute(f"SELECT service_id, text, day FROM {TIPS}"):  # noqa: S608 - fixed
        if isinstance(text, str) and 0 < len(text) <= _LONGEST_TIP and text.isprintable():
            try:
                left = date.fromisoformat(str(day))
            except ValueError:
                continue
            if left <= on:
                yield TipThere(str(service_id), text, left)


_TERMS: Final = "SELECT taxonomy, code, position, name, description, also, near FROM taxonomy_term ORDER BY position"
