"""What somebody typed into a listing, before it is known to be in form: any field may hold anything."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_SPACES: Final = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, to be shown beside it.

    ``field`` is written as a person counts: ``"phones.1.number"``. ``says`` is a sentence or two with what to do.
    ``blocks``: the listing cannot be saved so; else it is a doubt. ``offer`` is what could stand there instead, if
    that is known.
    """

    field: str
    says: str
    blocks: bool
    offer: str = ""

    @property
    def named(self) -> str:
        """The field and what is wrong with it, where it is told by itself."""
        return f"{self.field or 'The listing'}: {self.says}"


def text_in(fields: Mapping[str, Any], name: str) -> str:
    """The text of a field without spaces around it; "" for none, and for what is no text."""
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def number_in(fields: Mapping[str, Any], name: str) -> int | None:
    """The whole number of a field; None for none, and for what is no whole number."""
    value = fields.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def texts_in(fields: Mapping[str, Any], name: str) -> list[tuple[str, str]]:
    """The texts of a list, each with its place: ``("areas.1", "Lambeth")``."""
    items = ((n, item) for n, item in _numbered(fields, name) if isinstance(item, str))
    return [(f"{name}.{n}", item.strip()) for n, item in items if item.strip()]


def rows_in(fields: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The rows of a list, each with its place: ``("phones.1", {"number": …})``."""
    return [(f"{name}.{n}", item) for n, item in _numbered(fields, name) if isinstance(item, Mapping)]


def row_in(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A group of fields within a listing, such as its hours; empty for none."""
    value = fields.get(name)
    return value if isinstance(value, Mapping) else {}


def tidy(value: Any) -> Any:
    """Fields as they are saved: no spaces around texts, nothing where a text is empty, no row that says nothing."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Mapping):
        return {name: tidy(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [item for item in map(tidy, value) if not _says_nothing(item)]
    return value


def alike(text: str) -> str:
    """A text as it is compared with others: small letters and single spaces."""
    return _SPACES.sub(" ", text.casefold()).strip()


def _numbered(fields: Mapping[str, Any], name: str) -> Iterator[tuple[int, Any]]:
    items = fields.get(name)
    return enumerate(items, 1) if isinstance(items, (list, tuple)) else iter(())


def _says_nothing(item: Any) -> bool:
    if isinstance(item, Mapping):
        return all(value is None or value is False or value == [] for value in item.values())
    return item is None
