"""What to do with one field of each of many listings, and what becomes of a value by it."""

from dataclasses import dataclass
from typing import Any, Final, Literal

How = Literal["set", "add", "remove", "replace"]
ROWS: Final = frozenset({"phones", "locations", "eligibility", "links", "sources"})
"""The fields that are lists of rows with parts."""
LISTS: Final = ROWS | {
    "alternate_names",
    "needs",
    "service_types",
    "areas",
    "delivery",
    "referral_routes",
    "approaches",
    "transitions",
    "languages",
    "required_documents",
}
"""The fields that hold any number of things."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What to do with one field of each listing.

    ``field`` is its name, or with a part: ``"hours.note"``, and ``"phones.number"`` for that of every phone. *set* puts
    ``value`` there. *add* puts it at the end of a list, unless it is there. *remove* takes it out. *replace* puts
    ``by`` where ``value`` is. Of rows, a value may name some parts only: ``{"url": "https://…"}`` is each page of that
    address, and ``by={"page_date": "2026-11"}`` dates it.
    """

    field: str
    how: How
    value: Any
    by: Any = None

    @property
    def name(self) -> str:
        """The field as a whole."""
        return self.field.partition(".")[0]

    def of(self, now: Any) -> Any:
        """What the field becomes."""
        part = self.field.partition(".")[2]
        if not part:
            return self._changed(now)
        if isinstance(now, list):
            return [row | {part: self._changed(row.get(part))} for row in now]
        return now | {part: self._changed(now.get(part))}

    def _changed(self, now: Any) -> Any:
        if self.how == "set":
            return self.value
        if isinstance(now, list):
            return self._changed_list(now)
        if self.how == "add":
            return self.value if now is None else now
        return (self.by if self.how == "replace" else None) if now == self.value else now

    def _changed_list(self, now: list[Any]) -> list[Any]:
        found = [_is(item, self.value) for item in now]
        if self.how == "add":
            return now if any(found) else [*now, self.value]
        if self.how == "remove":
            return [item for item, is_it in zip(now, found, strict=True) if not is_it]
        changed = [_put(item, self.by) if is_it else item for item, is_it in zip(now, found, strict=True)]
        return [item for n, item in enumerate(changed) if item not in changed[:n]]


def _is(item: Any, wanted: Any) -> bool:
    """Whether an item is the wanted one; of a row, whether it says so in the parts that are named."""
    if isinstance(item, dict) and isinstance(wanted, dict):
        return all(item.get(part) == value for part, value in wanted.items())
    return bool(item == wanted)


def _put(item: Any, by: Any) -> Any:
    return item | by if isinstance(item, dict) and isinstance(by, dict) else by
