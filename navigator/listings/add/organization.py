"""An organisation that is added together with a listing that it runs, new or moved to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from navigator.directory.fields import OF_ORGANIZATION
from navigator.find.nearest import nearest, offer
from navigator.listings.form.contacts import web_problem
from navigator.listings.form.reference import Reference
from navigator.listings.form.typed import Problem, text_in
from navigator.text import normal

if TYPE_CHECKING:
    from navigator.directory.form import OrganizationForm

NEW: Final = "new_organization"
"""What fields of an organisation that is added are called in problems: ``"new_organization.website"``."""
_KINDS: Final = "organization-kind"


@dataclass(frozen=True, slots=True)
class NewOrganization:
    """Who runs services, to be added: the kind is a code of the vocabulary's ``organization-kind``."""

    name: str
    kind: str
    website: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, Any] | None) -> "NewOrganization | None":
        """That of a JSON object with ``name``, ``kind`` and ``website``; None for none."""
        return cls(*(text_in(fields, name) for name in ("name", "kind", "website"))) if fields else None

    @property
    def form(self) -> "OrganizationForm":
        """As it is written."""
        from navigator.directory.form import OrganizationForm

        return OrganizationForm(name=self.name.strip(), kind=self.kind, website=self.website.strip() or None)

    @property
    def noted(self) -> dict[str, Any]:
        """What the history notes of it, beside the name, with the listing that it came with."""
        facts = self.form.model_dump()
        return {name: facts[column] for name, column in OF_ORGANIZATION.items() if column != "name"}


def meant(fields: Mapping[str, Any], organization: NewOrganization | None) -> NewOrganization | None:
    """The organisation to add, where the listing is run by it."""
    if organization is None or text_in(fields, "organization") != organization.name.strip():
        return None
    return organization


def knowing(reference: Reference, organization: NewOrganization | None) -> Reference:
    """What a listing is held against, where an organisation is added with it."""
    if organization is None:
        return reference
    return replace(reference, organizations=frozenset({*reference.organizations, organization.name.strip()}))


def organization_problems(new: NewOrganization, reference: Reference) -> Iterator[Problem]:
    """What is wrong with an organisation that is to be added, by ``new_organization.name`` and so on."""
    same = next((name for name in reference.organizations if normal(name) == normal(new.name)), "")
    if not normal(new.name):
        yield Problem(f"{NEW}.name", "Give the organisation a name.", blocks=True)
    elif same:
        says = f"There is an organisation called {same} already. Choose that one."
        yield Problem(f"{NEW}.name", says, blocks=True, offer=same)
    kinds = reference.codes(_KINDS)
    if new.kind not in kinds:
        close = nearest(new.kind, kinds)
        says = f"Choose what kind of organisation it is: {', '.join(kinds)}.{offer(close)}"
        yield Problem(f"{NEW}.kind", says, blocks=True, offer=next(iter(close), ""))
    if problem := web_problem(f"{NEW}.website", new.website.strip()):
        yield problem
