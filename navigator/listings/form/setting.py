"""Fields of a listing set from text, as on the command line: ``phones.1.number=020 7946 0000``.

- ``name=New name`` sets a field, and ``how_to_refer=`` empties it.
- ``areas+=Lambeth`` adds to a list, ``areas-=Lambeth`` takes out of it, ``areas=Lambeth, Southwark`` makes it these.
  Other names and documents, which may hold commas, stand between semicolons.
- ``phones.2.note=Front desk`` is the second phone's note; one past the last adds a phone, ``phones.2=`` takes it out.
- ``eligibility+=requires hard age 18-; source 1`` adds a rule, in the text of ``sentences``.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Union, get_args, get_origin

from navigator.errors import UsageError
from navigator.find.nearest import nearest, offer
from navigator.listings.form.checking import check_fields, ready
from navigator.listings.form.reference import Reference
from navigator.listings.form.sentences import criterion_of, menus, read
from navigator.listings.form.typed import Problem

if TYPE_CHECKING:
    from pydantic import BaseModel

_SETTING: Final = re.compile(r"\s*([A-Za-z0-9_.-]+?)\s*(\+=|-=|=)(.*)", re.DOTALL)
_LEADS: Final = {"phones": "number", "locations": "postal_code", "links": "to", "sources": "title"}
"""The field of a row that its text alone sets."""
_WITH_COMMAS: Final = frozenset({"alternate_names", "required_documents"})
_RULES: Final = "eligibility"
_YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
_MOST_OFFERED: Final = 2


def set_fields(
    fields: Mapping[str, Any], settings: Sequence[str], reference: Reference
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The fields with all settings made in order, as they are saved, and the doubts that are new.

    Raises UsageError for a setting that cannot be read, and for whatever new would keep the listing from being saved.
    """
    changed: dict[str, Any] = dict(fields)
    for setting in settings:
        changed = set_field(changed, setting, reference)
    changed = ready(changed, reference)
    known = set(check_fields(fields, reference))
    found = [problem for problem in check_fields(changed, reference) if problem not in known]
    if blocking := [problem.named for problem in found if problem.blocks]:
        raise UsageError(" ".join(blocking))
    return changed, tuple(found)


def set_field(fields: Mapping[str, Any], setting: str, reference: Reference | None = None) -> dict[str, Any]:
    """The fields with one setting made; nothing is checked but that there is such a field.

    Raises UsageError naming the fields there are. With a reference, rules may be written with labels too.
    """
    from navigator.directory.form import ListingForm

    found = _SETTING.fullmatch(setting)
    if found is None:
        raise UsageError(f"“{setting}” sets nothing. Write FIELD=VALUE, or FIELD+=VALUE and FIELD-=VALUE for a list.")
    path, does, value = found.groups()
    if path == "id":
        raise UsageError("The id of a listing never changes: others name it by that.")
    changed: dict[str, Any] = deepcopy(dict(fields))
    _Setting(path, does, value.strip(), reference).within(ListingForm, changed, path.split("."))
    return changed


@dataclass(frozen=True, slots=True)
class _Setting:
    """One setting: the path to a field, ``=``, ``+=`` or ``-=``, and the value as text."""

    path: str
    does: str
    value: str
    reference: Reference | None

    def within(self, model: "type[BaseModel]", row: dict[str, Any], steps: Sequence[str]) -> None:
        """Set the field that the steps lead to in a row of some form."""
        name, *rest = steps
        allowed = [field for field in model.model_fields if field != "id"]
        if name not in allowed:
            raise self._no_field(name, allowed)
        kind = _bare(model.model_fields[name].annotation)
        if get_origin(kind) is tuple:
            items = list(row.get(name) or ())
            self._in_list(items, _bare(get_args(kind)[0]), name, rest)
            row[name] = items
        elif _is_form(kind):
            if not rest:
                raise UsageError(f"{self.path} has fields of its own: {_listed(kind, f'{self.path}.')}.")
            row[name] = dict(row.get(name) or {})
            self.within(kind, row[name], rest)
        elif rest:
            raise UsageError(f"{name} has no fields of its own. Write {'.'.join(self.path.split('.')[: -len(rest)])}=…")
        else:
            self._leaf(model, row, name, kind)

    def _leaf(self, model: "type[BaseModel]", row: dict[str, Any], name: str, kind: Any) -> None:
        if self.does != "=":
            raise UsageError(f"{self.path} is not a list. Write {self.path}=…")
        field = model.model_fields[name]
        if self.value:
            row[name] = self._typed(kind)
        elif field.is_required():
            row.pop(name, None)
        else:
            row[name] = field.get_default(call_default_factory=True)

    def _typed(self, kind: Any) -> Any:
        """The value as the field holds it."""
        if kind is bool:
            if self.value.casefold() not in _YES_NO:
                raise UsageError(f"{self.path} is yes or no, not “{self.value}”.")
            return _YES_NO[self.value.casefold()]
        if kind in {int, float}:
            try:
                return kind(self.value)
            except ValueError as error:
                raise UsageError(f"{self.path} is a number, not “{self.value}”.") from error
        return self.value

    def _in_list(self, items: list[Any], kind: Any, name: str, steps: Sequence[str]) -> None:
        if not steps:
            self._whole(items, kind, name)
            return
        place, *rest = steps
        number = int(place) if place.isdecimal() and place.isascii() else 0
        if not 1 <= number <= len(items) + 1:
            raise UsageError(f"There is no {name}.{place}: {self._numbers(name, len(items))}")
        if rest and not _is_form(kind):
            raise UsageError(f"{name} is a list of texts. Write {name}.{number}=…")
        if rest:
            if number > len(items):
                items.append(_new_row(name, items))
            items[number - 1] = dict(items[number - 1])
            self.within(kind, items[number - 1], rest)
        elif self.does != "=":
            raise UsageError(f"{self.path} is one of a list. Write {name}{self.does}… to change the list.")
        elif self.value:
            items[number - 1 :] = [self._item(kind, name, items, self.value), *items[number:]]
        elif number <= len(items):
            del items[number - 1]

    def _whole(self, items: list[Any], kind: Any, name: str) -> None:
        if self.does == "+=":
            items += [self._item(kind, name, items, value) for value in self._values(name)]
        elif self.does == "-=":
            for value in self._values(name):
                self._take_out(items, kind, name, value)
        elif _is_form(kind) and self.value:
            raise UsageError(f"{name} holds rows. Write {name}+=… to add one, or {name}.1.FIELD=… to change one.")
        else:
            items[:] = [value for value in self._values(name) if value]

    def _values(self, name: str) -> list[str]:
        if name in _LEADS or name == _RULES:
            return [self.value] if self.value else []
        mark = ";" if name in _WITH_COMMAS else ","
        return [value.strip() for value in self.value.split(mark) if value.strip()]

    def _item(self, kind: Any, name: str, items: Sequence[Any], value: str) -> Any:
        """A new item of a list, in place of none."""
        if not _is_form(kind):
            return value
        if name != _RULES:
            return _new_row(name, items) | {_LEADS[name]: value}
        known = menus(self.reference.vocabulary, self.reference.areas) if self.reference else None
        return criterion_of(read(value, known)).model_dump(mode="json")

    def _take_out(self, items: list[Any], kind: Any, name: str, value: str) -> None:
        held = [self._said(item, kind, name) for item in items]
        wanted = self._said(self._item(kind, name, items, value), kind, name)
        if wanted not in held:
            there = ", ".join(map(str, held)) if name != _RULES else f"{len(held)} rules"
            raise UsageError(
                f"{name} does not hold “{value}”.{offer(nearest(value, map(str, held)))} It holds: {there}."
            )
        del items[held.index(wanted)]

    @staticmethod
    def _said(item: Any, kind: Any, name: str) -> Any:
        """What an item is known by."""
        if not _is_form(kind) or name == _RULES:
            return item
        return item.get(_LEADS[name])

    def _numbers(self, name: str, count: int) -> str:
        there = f"there are {count}" if count != 1 else "there is 1"
        return f"{there}, and {name}.{count + 1} adds another."

    def _no_field(self, name: str, allowed: Sequence[str]) -> UsageError:
        meant = offer(nearest(name, allowed, _MOST_OFFERED))
        return UsageError(f"There is no field “{name}” to set.{meant} Allowed: {', '.join(allowed)}.")


def _new_row(name: str, items: Sequence[Any]) -> dict[str, Any]:
    """A row that says nothing yet; a source gets the next free number."""
    if name != "sources":
        return {}
    numbers = (item.get("number") for item in items if isinstance(item, Mapping))
    return {"number": max((number for number in numbers if isinstance(number, int)), default=0) + 1}


def _bare(annotation: Any) -> Any:
    """The type in an annotation, without what else holds for it and without None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return next(_bare(kind) for kind in get_args(annotation) if kind is not type(None))
    return annotation


def _is_form(kind: Any) -> bool:
    from pydantic import BaseModel

    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _listed(model: "type[BaseModel]", before: str) -> str:
    return ", ".join(f"{before}{field}" for field in model.model_fields)
