"""A listing to be changed or added: what somebody begins from, what is wrong, what saving would do, and saving it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from navigator.errors import NavigatorError
from navigator.listings.changes.history import FIRST, Edition, Fields
from navigator.listings.confidential.hiding import count_hidden, is_open
from navigator.listings.form.typed import Problem, row_in, text_in, tidy

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.add.organization import NewOrganization
    from navigator.listings.changes.editor import Author, Saved
    from navigator.listings.form.reference import Reference
    from navigator.listings.listings import Listings
    from navigator.listings.past.saying import Line

NEW_ORGANIZATION: Final = "new_organization"
"""Where the fields hold who runs a listing, if that is to be added with it: its kind and website."""
_MOST_FOUND: Final = 8
_KIND: Final = "Choose what kind of organisation it is."
_UNREADABLE: Final = "What was to stand in this form cannot be read. Begin again from the table."


@dataclass(frozen=True, slots=True)
class Start:
    """What somebody begins from: the fields as they are in the directory, their edition, and what to hold them against.

    Of a new listing ``id`` is "", and ``organization`` is who runs it where that is to be added with it. ``names`` are
    those of listings it names, by id; ``organizations`` are all there are, by name.
    """

    id: str
    fields: Fields
    edition: Edition
    reference: "Reference"
    names: Mapping[str, str]
    organizations: tuple[str, ...]
    organization: Fields | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """What saving would do: what is wrong, each change in words, and the fields as they would be saved.

    ``doubts`` are those that were not there before. ``organization`` is who runs it where that is to be added too.
    """

    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    lines: "tuple[Line, ...]"
    fields: Fields
    warning: str = ""
    organization: "NewOrganization | None" = None

    @property
    def blocked(self) -> bool:
        """Whether it cannot be saved like this."""
        return any(problem.blocks for problem in self.problems)


def start(listings: "Listings", service_id: str) -> Start:
    """A listing to be changed. Raises NavigatorError where there is none any more."""
    opened = listings.opened(service_id)
    names = {link.id: link.name for link in opened.listing.links if link.id}
    fields = {**opened.fields, NEW_ORGANIZATION: None}
    return Start(service_id, fields, opened.edition, opened.reference, names, _in_order(opened.reference))


def start_new(listings: "Listings", text: str) -> Start:
    """A listing to be added, of what is known of it as JSON. Raises NavigatorError where that cannot be read."""
    from navigator.listings.add.adding import begin
    from navigator.listings.add.organization import NewOrganization, knowing

    try:
        known = json.loads(text or "{}")
    except ValueError as error:
        raise NavigatorError(_UNREADABLE) from error
    if not isinstance(known, dict):
        raise NavigatorError(_UNREADABLE)
    organization = known.get(NEW_ORGANIZATION)
    reference = knowing(listings.reference, NewOrganization.of(organization))
    return Start("", begin(known), FIRST, reference, {}, _in_order(reference), organization)


def problems_of(fields: Fields, begun: Start, reference: "Reference") -> tuple[Problem, ...]:
    """Everything that is wrong with a listing as it is typed, in the order of its fields."""
    from navigator.listings.add.adding import check
    from navigator.listings.add.organization import knowing, organization_problems
    from navigator.listings.form.checking import check_fields

    new = _organization(fields, begun, reference)
    if not begun.id:
        found = check(_told(tidy(fields)), reference, new)
    else:
        own = organization_problems(new, reference) if new else ()
        found = (*check_fields(_kept(fields, reference), knowing(reference, new)), *own)
    return tuple(_placed(problem) for problem in found)


def weigh(fields: Fields, begun: Start, listings: "Listings") -> Weighed:
    """What saving would do."""
    from navigator.directory.as_form import as_kept
    from navigator.directory.form import ListingForm
    from navigator.listings.add.organization import meant
    from navigator.listings.changes.history import difference, fields_of
    from navigator.listings.past.telling import changed_lines

    reference = listings.reference
    problems = problems_of(fields, begun, reference)
    if any(problem.blocks for problem in problems):
        return Weighed(problems, (), (), fields)
    known = problems_of(begun.fields, begun, reference) if begun.id else ()
    doubts = tuple(problem for problem in problems if problem not in known)
    after = fields_of(as_kept(ListingForm.model_validate(_kept(fields, reference))))
    new = meant(after, _organization(fields, begun, reference))
    was, becomes = difference(begun.fields if begun.id else {}, after)
    becomes |= new.noted if new else {}
    lines = changed_lines(listings.connection, was, becomes)
    changed = tuple(line for line in lines if line.before != line.after and line.field != "id")
    return Weighed(problems, doubts, changed, after, _warning(begun.fields, after), new)


def write(store: "Store", author: "Author", begun: Start, weighed: Weighed) -> "Saved | None":
    """Save a listing, or add it; None where nothing would change. Raises ConflictError, else NavigatorError."""
    from navigator.directory.form import ListingForm
    from navigator.listings.add.adding import add
    from navigator.listings.add.moving import save_with
    from navigator.listings.changes.editor import Edit, Editor

    editor = Editor(store)
    if not begun.id:
        return add(editor, weighed.fields, author, weighed.organization)
    edit = Edit(ListingForm.model_validate(weighed.fields), begun.edition)
    return save_with(editor, edit, weighed.organization, author)


def called(listings: "Listings", text: str) -> tuple[tuple[str, str, str], ...]:
    """The first listings whose names begin like a text: id, name and organisation."""
    table = listings.table
    keys = table.keys(text=text)[:_MOST_FOUND]
    rows = table.rows(keys)
    return tuple((rows[key].id, rows[key].name, rows[key].organization) for key in keys if key in rows)


def _in_order(reference: "Reference") -> tuple[str, ...]:
    return tuple(sorted(reference.organizations, key=str.casefold))


def _organization(fields: Fields, begun: Start, reference: "Reference") -> "NewOrganization | None":
    """Who runs it, where that is to be added with it."""
    from navigator.listings.add.organization import NewOrganization

    about, name = row_in(fields, NEW_ORGANIZATION), text_in(fields, "organization")
    if about and name not in reference.organizations:
        return NewOrganization(name, text_in(about, "kind"), text_in(about, "website"))
    return NewOrganization.of(begun.organization)


def _placed(problem: Problem) -> Problem:
    """A problem beside the field it is shown at: what is said of a new organisation stands below its name."""
    name, _, part = problem.field.partition(".")
    if name != NEW_ORGANIZATION:
        return problem
    return replace(problem, field=f"organization.{part}", says=_KIND if part == "kind" else problem.says)


def _kept(fields: Fields, reference: "Reference") -> dict[str, Any]:
    from navigator.listings.form.checking import ready

    return _told(ready({name: value for name, value in fields.items() if name != NEW_ORGANIZATION}, reference))


def _told(fields: Fields) -> dict[str, Any]:
    """Without the fields that hold nothing: what every listing needs is then missed by name."""
    return {name: value for name, value in fields.items() if value is not None}


def _warning(before: Fields, after: Fields) -> str:
    """What to know where an open place went and a confidential one came: the history keeps the address of the first."""
    open_then, open_now = (_open(fields) for fields in (before, after))
    hidden_then, hidden_now = (count_hidden(fields["locations"]) for fields in (before, after))
    return _KEEPS if hidden_now > hidden_then and open_then > open_now else ""


def _open(fields: Fields) -> int:
    """How many places tell where they are."""
    return sum(map(is_open, fields["locations"]))


_KEEPS: Final = (
    "The history and the backups keep the address of a place that was removed. If it must stay secret, go back, put "
    "the place back, and choose “Make confidential...” there."
)
