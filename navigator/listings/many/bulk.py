"""One field of many listings changed at once: looked at listing by listing first, then made and undone as one.

What an organisation's listings share, its name, kind and website, is changed for all of them.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from navigator.directory.fields import NAMES, OF_ORGANIZATION, Fields, agreeing, read_fields
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import NOBODY, Author, Delta, Editor, Saved
from navigator.listings.form.checking import check_fields
from navigator.listings.form.contacts import web_problem
from navigator.listings.form.reference import Reference
from navigator.listings.form.typed import Problem
from navigator.listings.many.field_change import LISTS, ROWS, FieldChange

_ITSELF: Final = "A service is not linked to itself."
_CHANGEABLE: Final = (NAMES - {"id"}) | OF_ORGANIZATION.keys()


@dataclass(frozen=True, slots=True)
class Effect:
    """How a field of one listing would change, and what somebody should look at: doubts that were not there before."""

    id: str
    name: str
    before: Any
    after: Any
    doubts: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A listing that would not be changed, and why: each a sentence."""

    id: str
    name: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do, listing by listing in the order they were chosen; ``same`` are those it leaves alone."""

    change: FieldChange
    differences: tuple[Effect, ...]
    refused: tuple[Refused, ...]
    same: tuple[str, ...]

    @property
    def changes(self) -> dict[str, tuple[Fields, Fields]]:
        """The field of each listing that would change, before and after, by its id."""
        name = self.change.name
        return {one.id: ({name: one.before}, {name: one.after}) for one in self.differences}


def preview(connection: sqlite3.Connection, ids: Sequence[str], change: FieldChange) -> Preview:
    """What a change would do to the chosen listings, each checked as if it were typed; nothing is written.

    Of what an organisation's listings share, all of them are chosen. Raises NavigatorError for a field or a part of one
    that there is not, or that cannot be changed so.
    """
    _see_that_it_fits(change)
    shared = change.name in OF_ORGANIZATION
    chosen = _with_all_of_the_organization(connection, ids) if shared else list(dict.fromkeys(ids))
    there = read_fields(connection, chosen, agreeing({change.name}) | {change.name, "name", "organization"})
    judge = _Organizations(connection, there) if shared else _Judge(Reference.read(connection), change.name)
    differences, refused, same = [], [], []
    for service_id in chosen:
        now = there.get(service_id)
        if now is None:
            refused.append(Refused(service_id, service_id, ("There is no such listing.",)))
            continue
        before = now[change.name]
        after, why, doubts = judge(now, change.of(before))
        if change.name == "links" and not why and service_id in {link["to"] for link in after}:
            why = (_ITSELF,)
        if why:
            refused.append(Refused(service_id, now["name"], why))
        elif after == before:
            same.append(service_id)
        else:
            differences.append(Effect(service_id, now["name"], before, after, doubts))
    return Preview(change, tuple(differences), tuple(refused), tuple(same))


def apply(editor: Editor, seen: Preview, author: Author = NOBODY) -> Saved | None:
    """Make the change as it was looked at, in one transaction, with one number in the history to undo it by.

    Gives None where it changes nothing. Raises NavigatorError where a listing was changed since it was looked at;
    nothing is saved then.
    """
    name = seen.change.name
    return editor.change([Delta(each.id, {name: each.before}, {name: each.after}) for each in seen.differences], author)


_Judged = tuple[Any, tuple[str, ...], tuple[Problem, ...]]
"""A value as it would be kept, why it is refused, and doubts."""


class _Judge:
    """Holds new values of one field against all that is checked while somebody types."""

    def __init__(self, reference: Reference, name: str) -> None:
        self._reference = reference
        self._name = name
        self._beside = agreeing({name}) - {name}
        self._known: dict[str, _Judged] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        silent = {
            "id": "some-listing",
            "name": "-",
            "status": "active",
            "description": "-",
            "url": "https://example.org",
        }
        codes = {"needs": reference.codes("need")[:1], "service_types": reference.codes("type")[:1]}
        organization = next(iter(sorted(reference.organizations)), "-")
        self._rest: Fields = silent | codes | {"organization": organization, "sources": [{"number": 1, "title": "-"}]}

    def __call__(self, now: Fields, value: Any) -> _Judged:
        beside = {name: now[name] for name in self._beside}
        key = json.dumps([now[self._name], value, beside], sort_keys=True)
        if key not in self._known:
            self._known[key] = self._judged(now[self._name], value, beside)
        return self._known[key]

    def _judged(self, before: Any, value: Any, beside: Fields) -> _Judged:
        from navigator.directory.form import ListingForm

        if value == before:
            return before, (), ()
        was = {(problem.says, problem.blocks) for problem in self._found(before, beside)}
        new = [problem for problem in self._found(value, beside) if (problem.says, problem.blocks) not in was]
        why = tuple(dict.fromkeys(problem.says for problem in new if problem.blocks))
        if why:
            return value, why, ()
        form = ListingForm.model_validate(self._rest | beside | {self._name: value})
        kept = form.model_dump(mode="json", include={self._name})[self._name]
        return kept, (), tuple(new)

    def _found(self, value: Any, beside: Fields) -> tuple[Problem, ...]:
        """What is wrong with the field, or with the listing as a whole for its sake."""
        fields = self._rest | beside | {self._name: value}
        found = check_fields(fields, self._reference)
        return tuple(problem for problem in found if problem.field.partition(".")[0] in {self._name, ""})


class _Organizations:
    """Holds new facts of an organisation against what it may be."""

    def __init__(self, connection: sqlite3.Connection, there: Mapping[str, Fields]) -> None:
        self._names = {name for (name,) in connection.execute("SELECT name FROM organization")}
        sql = "SELECT code FROM taxonomy_term WHERE taxonomy = 'organization-kind'"
        self._kinds = {code for (code,) in connection.execute(sql)}
        self._changed = {fields["organization"] for fields in there.values()}

    def __call__(self, now: Fields, value: Any) -> _Judged:
        name = next(name for name in OF_ORGANIZATION if name in now)
        value = value.strip() or None if isinstance(value, str) else value
        why = "" if value == now[name] else self._wrong(name, value)
        return value, (why,) if why else (), ()

    def _wrong(self, name: str, value: Any) -> str:
        if value is None:
            return "" if name == "organization_website" else "Fill this in: every organisation needs it."
        if not isinstance(value, str) or not value.isprintable():
            return "Give a text."
        if name == "organization_website":
            problem = web_problem(name, value)
            return problem.says if problem else ""
        if name == "organization_kind":
            return (
                "" if value in self._kinds else f"There is no kind “{value}”. Choose {', '.join(sorted(self._kinds))}."
            )
        if value in self._names:
            return f"There is a “{value}” already. To move listings to it, change their organisation."
        return "" if len(self._changed) == 1 else "Two organisations cannot have one name. Choose listings of one."


def _see_that_it_fits(change: FieldChange) -> None:
    """Raise NavigatorError for a field or a part of one that there is not, or that cannot be changed so."""
    name, part = change.name, change.field.partition(".")[2]
    if name not in _CHANGEABLE:
        raise NavigatorError(f"There is no field '{name}' to change. There are {', '.join(sorted(_CHANGEABLE))}.")
    if part and part not in _parts(name):
        has = f"has {', '.join(_parts(name))}" if _parts(name) else "has no parts"
        raise NavigatorError(f"The field '{name}' has no part '{part}': it {has}.")
    if change.how == "add" and (name not in LISTS or part):
        raise NavigatorError(f"'{change.field}' holds one thing, so nothing can be added to it. Set it.")
    if name in ROWS and not part and not all(map(_is_row, _values(change))):
        raise NavigatorError(f"Of '{name}', name the parts: {', '.join(_parts(name))}.")


def _parts(name: str) -> tuple[str, ...]:
    """The parts of a field that has some, as its form has them."""
    from pydantic import BaseModel

    from navigator.directory import form

    parts: Mapping[str, type[BaseModel]] = {
        "hours": form.HoursForm,
        "dual_diagnosis": form.StanceForm,
        "flexibility": form.FlexibilityForm,
        "phones": form.PhoneForm,
        "locations": form.LocationForm,
        "eligibility": form.CriterionForm,
        "links": form.LinkForm,
        "sources": form.SourceForm,
    }
    return tuple(parts[name].model_fields) if name in parts else ()


def _values(change: FieldChange) -> Iterable[Any]:
    if change.how == "set":
        return change.value if isinstance(change.value, list) else [change.value]
    return [change.value, change.by] if change.how == "replace" else [change.value]


def _is_row(value: Any) -> bool:
    return isinstance(value, dict)


def _with_all_of_the_organization(connection: sqlite3.Connection, ids: Collection[str]) -> list[str]:
    return [service_id for (service_id,) in connection.execute(_MATES, (json.dumps(list(ids)),))]


_MATES: Final = """
SELECT id FROM service WHERE organization_key IN
  (SELECT organization_key FROM service WHERE id IN (SELECT value FROM json_each(?))) ORDER BY key
"""
