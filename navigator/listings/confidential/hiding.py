"""Keeping the whereabouts of a confidential place out of every record, and finding where else a text tells them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

from navigator.text import normal, words

Place: TypeAlias = Mapping[str, Any]
"""A place of a listing's form, as JSON has it."""

WITHHELD: Final = "(address kept confidential)"
"""Stands where a text told an address."""
_TWICE: Final = re.compile(rf"{re.escape(WITHHELD)}(?:[\s,;]*{re.escape(WITHHELD)})+")
_SHORTEST: Final = 5
WHEREABOUTS: Final = ("address_1", "postal_code", "latitude", "longitude")
"""What of a place tells where it is. A confidential one keeps its town."""


def is_open(place: Place) -> bool:
    """Whether a place tells where it is."""
    return any(place.get(name) is not None for name in WHEREABOUTS)


def hides(places: Iterable[Place]) -> bool:
    """Whether one of the places is confidential."""
    return any(place.get("confidential") for place in places)


def count_hidden(places: Iterable[Place]) -> int:
    """How many of the places are confidential."""
    return sum(bool(place.get("confidential")) for place in places)


def hidden(places: Sequence[Place], now: Sequence[Place]) -> list[Place]:
    """The places of an older or another's listing, as they may be kept beside those it has ``now``.

    Where one of those is confidential, only what is openly told of the others is left; the rest become confidential.
    """
    if not hides(now):
        return list(places)
    told = {_where(place) for place in now if is_open(place)}
    return [dict(place) if not is_open(place) or _where(place) in told else masked(place) for place in places]


def without(places: Sequence[Place], secret: "Secret") -> list[Place]:
    """The places, those confidential whose whereabouts are the secret ones."""
    return [masked(place) if secret.is_of(place) else dict(place) for place in places]


def gone(past: Iterable[Sequence[Place]], now: Sequence[Place]) -> "Secret":
    """What places of the past told, that may not be kept beside those of ``now``."""
    pairs = (pair for places in past for pair in zip(places, hidden(places, now), strict=True))
    return Secret.of(place for place, kept in pairs if dict(place) != dict(kept)).but(now)


def guarded(fields: Mapping[str, Any], now: Mapping[str, Any], secret: "Secret") -> dict[str, Any]:
    """The fields of an older or another's listing, without a secret that those it has ``now`` do not tell any more."""
    if not secret:
        return dict(fields)
    telling = {name for name in fields if any(secret.told_by(text) for _, text in texts(now.get(name)))}
    return {name: value if name in telling else blanked(value, secret, name) for name, value in fields.items()}


def masked(place: Place) -> Place:
    """A place made confidential, without what tells where it is."""
    return dict(place) | dict.fromkeys(WHEREABOUTS) | {"confidential": True}


def _where(place: Place) -> tuple[str, str]:
    return normal(place.get("address_1") or ""), normal(place.get("postal_code") or "").replace(" ", "")


@dataclass(frozen=True, repr=False)
class Secret:
    """The street addresses and postcodes of places that are confidential; it never tells them by accident."""

    addresses: frozenset[str] = field(default=frozenset())
    postcodes: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, places: Iterable[Place]) -> "Secret":
        """That of the places which tell where they are."""
        known = [place for place in places if is_open(place)]
        return cls(*(frozenset(filter(None, (p.get(name) for p in known))) for name in ("address_1", "postal_code")))

    def __or__(self, other: "Secret") -> "Secret":
        """What either keeps."""
        return Secret(self.addresses | other.addresses, self.postcodes | other.postcodes)

    def __bool__(self) -> bool:
        return bool(self.addresses or self.postcodes)

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Secret()"

    def but(self, places: Iterable[Place]) -> "Secret":
        """Without what other places tell openly."""
        told = Secret.of(places)
        streets, codes = {normal(one) for one in told.addresses}, {_close(one) for one in told.postcodes}
        return Secret(
            frozenset(one for one in self.addresses if normal(one) not in streets),
            frozenset(one for one in self.postcodes if _close(one) not in codes),
        )

    def sure(self) -> "Secret":
        """Only what tells a place wherever it is said: postcodes, and lines of an address with a number in them."""
        parts = {part for address in self.addresses for part in _telling(address) if re.search(r"[0-9]", part)}
        return Secret(frozenset(parts), self.postcodes)

    def is_of(self, place: Place) -> bool:
        """Whether a place tells one of these."""
        return any(self.told_by(place.get(name) or "") for name in ("address_1", "postal_code"))

    def told_by(self, text: str) -> bool:
        """Whether a text tells one of these, however it is written."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def blanked(self, text: str) -> str:
        """The text without them."""
        return _TWICE.sub(WITHHELD, self._pattern.sub(WITHHELD, text)) if self._pattern is not None else text

    def spellings(self) -> Iterator[bytes]:
        """The ways they are written in a file, in small letters: as typed, folded, and without spaces."""
        for text in (*self.addresses, *self.postcodes):
            for way in {text.lower(), normal(text)}:
                yield way.encode()
        for code in self.postcodes:
            yield _close(code).encode()

    def in_bytes(self, content: bytes) -> bool:
        """Whether the bytes of a file hold one of them in any of these ways."""
        folded = content.lower()
        return any(way in folded for way in self.spellings() if len(way) >= _SHORTEST)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        ways = [_code_pattern(code) for code in self.postcodes]
        ways += [_street_pattern(part) for address in self.addresses for part in _telling(address)]
        ways = sorted(set(filter(None, ways)), key=len, reverse=True)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})(?![^\W_])", re.IGNORECASE) if ways else None


def _close(code: str) -> str:
    return normal(code).replace(" ", "")


def _code_pattern(code: str) -> str:
    return r"[\W_]*".join(_close(code))


def _telling(address: str) -> Iterator[str]:
    """An address, and those of its lines that tell by themselves where it is: ``"12 Quay Street"``."""
    yield address
    for part in re.split(r"[,;\n]", address):
        if len(words(part)) > 1:
            yield part


def _street_pattern(address: str) -> str:
    return r"[\W_]+".join(_SHORT.get(word) or "['’`]?".join(word) for word in words(address))


_SHORT: Final = {
    long: f"(?:{'|'.join(ways)})"
    for *ways, long in (
        ("street", "str", "st", "street"),
        ("street", "str", "st", "st"),
        ("road", "rd", "road"),
        ("road", "rd", "rd"),
        ("avenue", "ave", "av", "avenue"),
        ("avenue", "ave", "av", "ave"),
        ("lane", "ln", "lane"),
        ("gardens", "gdns", "gardens"),
        ("square", "sq", "square"),
        ("court", "ct", "court"),
        ("place", "pl", "place"),
        ("house", "hse", "house"),
        ("crescent", "cres", "crescent"),
        ("terrace", "terr", "terrace"),
        ("grove", "gro", "grove"),
    )
}
"""Words of addresses that are often cut short, and every way each is written."""


def texts(fields: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in the fields of a listing with where it stands, counted as people count: ``"phones.1.note"``."""
    match fields:
        case str():
            yield path, fields
        case Mapping():
            for name, value in fields.items():
                yield from texts(value, f"{path}.{name}" if path else name)
        case Sequence():
            for number, value in enumerate(fields, 1):
                yield from texts(value, f"{path}.{number}")


def blanked(fields: Any, secret: Secret, path: str = "") -> Any:
    """The fields with every text blanked that tells the secret, but those that must stay what they are."""
    match fields:
        case str():
            return secret.blanked(fields) if can_blank(path) else fields
        case Mapping():
            return {n: blanked(value, secret, f"{path}.{n}" if path else n) for n, value in fields.items()}
        case Sequence():
            return [blanked(value, secret, f"{path}.{number}") for number, value in enumerate(fields, 1)]
    return fields


def can_blank(path: str) -> bool:
    """Whether part of a text can be taken out there; not from a name, a link, or what another place tells."""
    name = path.rpartition(".")[2]
    whole = path in {"id", "name", "organization", "status", "url", "email"} or path.startswith("links.")
    return not (whole or name in {"url", *WHEREABOUTS})
