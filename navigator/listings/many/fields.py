"""Which fields of many listings can be changed at once, what can be done with each, and a change of one as it is asked.

Left out are those that are another thing in every listing: its name, its description, its rules and its stance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from navigator.listings.facts import FIELDS, LABELS
from navigator.listings.many.field_change import FieldChange

Way = Literal["replace", "set", "add", "remove", "only", "empty"]
"""What is done with a field: *replace* puts one thing where another stands, *only* leaves a list with one thing."""
Shape = Literal["one", "list", "row", "page"]
"""Whether a field holds one thing, a list of them, rows that are told by one part, or the date of a page."""
CONFIDENTIAL: Final = "locations.confidential"
"""What is never changed for many: it purges an address from all that is kept, one place at a time."""
WAYS: Final[dict[Way, str]] = {
    "replace": "Replace it, only where it is...",
    "set": "Make it the same in all",
    "add": "Add to all",
    "remove": "Take out where it is",
    "only": "Make it the only one in all",
    "empty": "Empty it in all",
}
"""The ways, as people read them."""
_FOR_ONE: Final[tuple[Way, ...]] = ("set", "replace", "empty")
_FOR_MANY: Final[tuple[Way, ...]] = ("add", "remove", "replace", "only")


@dataclass(frozen=True, slots=True)
class ManyField:
    """One field: its path (``"phones.number"``), what people call it, its shape, and the ways, the likeliest first.

    ``taxonomy`` names the words to choose from, "" where it is typed; ``long`` fields hold lines of words.
    """

    path: str
    label: str
    shape: Shape = "one"
    ways: tuple[Way, ...] = _FOR_ONE
    taxonomy: str = ""
    long: bool = False

    @property
    def name(self) -> str:
        """The field as a whole."""
        return self.path.partition(".")[0]

    @property
    def part(self) -> str:
        """The part of it that is changed; "" for all of it."""
        return self.path.partition(".")[2]

    @property
    def shared(self) -> bool:
        """Whether all listings of an organisation share it."""
        return self.name.startswith("organization_")

    def fields(self, value: Any) -> dict[str, Any]:
        """A listing's fields with this in it, and the rest left out."""
        rows = {"list": [value], "row": [{self.part: value}], "page": [{"page_date": value}]}
        return {self.name: rows.get(self.shape, {self.part: value} if self.part else value)}

    @property
    def checked(self) -> str:
        """The path of the value in those fields, as a problem with it names it."""
        paths = {"list": f"{self.name}.1", "row": f"{self.name}.1.{self.part}", "page": f"{self.name}.1.page_date"}
        return paths.get(self.shape, self.path)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done with one field: the way, the new value and the one that must be there now."""

    field: ManyField
    way: Way
    value: Any = None
    was: Any = None

    def change(self) -> FieldChange:
        """The change of each listing."""
        field, way = self.field, self.way
        if field.shape == "page":
            return FieldChange(field.name, "replace", {"url": self.was}, {"page_date": self.value})
        if way == "replace":
            return FieldChange(field.path, "replace", self.was, self.value)
        if way in {"set", "empty"}:
            return FieldChange(field.path, "set", self.value if way == "set" else None)
        if way == "only":
            return FieldChange(field.name, "set", [field.fields(self.value)[field.name][0]])
        item = self.value if way == "add" else self.was
        held = {field.part: item} if field.shape == "row" else item
        return FieldChange(field.name, "add" if way == "add" else "remove", held)


def _label(name: str) -> str:
    return next((field.label for field in FIELDS if field.name == name), LABELS.get(name, name))


def _one(name: str, taxonomy: str = "", ways: tuple[Way, ...] = _FOR_ONE, *, long: bool = False) -> ManyField:
    return ManyField(name, _label(name), "one", ways, taxonomy, long)


def _list(name: str, taxonomy: str = "") -> ManyField:
    return ManyField(name, _label(name), "list", _FOR_MANY, taxonomy)


def _bends(*parts: str) -> tuple[ManyField, ...]:
    return tuple(_one(f"flexibility.{part}", long=True) for part in parts)


GROUPS: Final[Sequence[tuple[str, tuple[ManyField, ...]]]] = (
    (
        "How to reach it",
        (
            ManyField("phones.number", "Phone number", "row", ("replace", "add", "remove", "only")),
            _one("email"),
            _one("url"),
            ManyField("hours.opening_hours", "Hours"),
            ManyField("hours.note", "Hours, in words", long=True),
            _list("referral_routes", "route"),
            _one("how_to_refer", long=True),
        ),
    ),
    (
        "Whose it is, and where",
        (
            _one("organization", "organization", ("set", "replace")),
            _one("organization_name", ways=("set",)),
            _one("organization_website", ways=("set", "empty")),
            _one("organization_kind", "organization-kind", ("set",)),
            _one("status", "status", ("set", "replace")),
            _list("areas", "area"),
            ManyField("links.to", "Works with", "row", ("replace", "remove")),
            ManyField(CONFIDENTIAL, "Confidential address", ways=()),
        ),
    ),
    (
        "What it does",
        (
            _list("needs", "need"),
            _list("service_types", "type"),
            _list("delivery", "delivery"),
            _list("approaches", "approach"),
            _list("transitions", "transition"),
            _list("languages"),
            _one("interpreting", long=True),
            _one("cost", "cost"),
            _one("cost_note", long=True),
            _list("required_documents"),
            _one("open_access", "yes", ("set",)),
            _one("anyone_may_apply", "yes", ("set",)),
        ),
    ),
    (
        "How it bends",
        _bends("drop_in", "out_of_hours", "missed_appointments", "re_entry", "time_limit", "wait_time"),
    ),
    (
        "Pages that facts are from",
        (
            ManyField("sources.page_date", "Date of a page", "page", ("replace",)),
            ManyField("sources.url", "Address of a page", "row", ("replace",)),
        ),
    ),
)
"""The fields, in the order of their menu, under their headings."""
MANY_FIELDS: Final = {field.path: field for _, fields in GROUPS for field in fields}
"""The same by path."""
