"""What twins are known by: the facts of a listing that are compared with another's, however they are written.

``"St Mungo's Day Centre"``, ``"St. Mungos day centre"`` and ``"Saint Mungo's Day Ctr"`` have the same words here; a
number is its digits whether or not it begins with +44; a page is its host and path.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

from navigator.text import words

Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The facts of one listing; ``names`` holds the words of each name it goes by, its own first.

    ``runs`` are the words of who runs it. Numbers, addresses and pages are folded, beside how they are written.
    """

    id: str
    name: str
    organization: str
    status: str
    names: tuple[Words, ...]
    runs: Words
    phones: Mapping[str, str]
    emails: Mapping[str, str]
    pages: Mapping[str, str]
    hosts: Mapping[str, str]
    postcodes: Mapping[str, str]
    streets: Mapping[str, str]
    types: frozenset[str]
    needs: frozenset[str]
    areas: frozenset[str]


def read_cards(
    connection: sqlite3.Connection, keys: Collection[int] | None = None, writing: "Writing | None" = None
) -> list[Card]:
    """The cards of all listings but those that another took the place of; those who came first, first.

    With ``keys``, only of the services with these; ``writing`` is the directory's, where that was read already.
    """
    some = None if keys is None else json.dumps(list(keys))
    facts = _Facts(connection, some, writing or Writing.read(connection))
    return [facts.card(*row) for row in _rows(connection, _SERVICES, some)]


class _Facts:
    """The facts of listings by key, for making cards; ``some`` are the keys of those to read, as JSON."""

    def __init__(self, connection: sqlite3.Connection, some: str | None, writing: "Writing") -> None:
        def of_services(sql: str) -> dict[int, list[str]]:
            values: dict[int, list[str]] = defaultdict(list)
            for key, value in _rows(connection, sql, some):
                values[key].append(value)
            return values

        self._writing = writing
        self._also = of_services(_ALSO)
        self._phones = of_services(_PHONES)
        self._postcodes = of_services(_POSTCODES)
        self._streets = of_services(_STREETS)
        self._types = of_services(_CODES.format("type"))
        self._needs = of_services(_CODES.format("need"))
        self._areas = of_services(_AREAS)

    def card(self, key: int, *row: str | None) -> Card:
        """The card of one listing, from a row of the table of services."""
        service_id, name, organization, status, url, email = (value or "" for value in row)
        page = page_of(url)
        host, _, path = page.partition("/")
        names = (self._writing.words(each) for each in (name, *self._also[key]))
        return Card(
            id=service_id,
            name=name,
            organization=organization,
            status=status,
            names=tuple(dict.fromkeys(filter(None, names))) or ((name,),),
            runs=self._writing.words(organization),
            phones={digits: number for number in self._phones[key] if (digits := dialled(number))},
            emails={email.casefold(): email} if email else {},
            pages={page: page} if path else {},
            hosts={host: host} if host else {},
            postcodes={"".join(words(postcode)): postcode for postcode in self._postcodes[key]},
            streets={street_of(street): street for street in self._streets[key]},
            types=frozenset(self._types[key]),
            needs=frozenset(self._needs[key]),
            areas=frozenset(self._areas[key]),
        )


def read_place_words(connection: sqlite3.Connection) -> frozenset[str]:
    """The words that are names of places and boroughs on their own, as names have them."""
    names = {name for (name,) in connection.execute(_PLACE_NAMES)}
    return frozenset(one_form(name) for name in names if " " not in name) - _EVERYDAY


def dialled(number: str) -> str:
    """The digits to dial: ``"+44 (0)20 7946 0000"`` gives ``"02079460000"``; all numbers of a directory, so no library.

    ``form.phones.digits_of`` knows more ways to write a number, in a hundred times as long.
    """
    digits = "".join(letter for letter in number if letter.isdecimal())
    if number.lstrip().startswith(("+44", "(+44", "0044")):
        return "0" + digits.removeprefix("00").removeprefix("44").removeprefix("0")
    return digits


def page_of(url: str | None) -> str:
    """The host and path of a page: ``"http://www.mungos.org/spot/"`` gives ``"mungos.org/spot"``; "" for none."""
    if not url:
        return ""
    bare = _SCHEME.sub("", url.strip().casefold()).partition("#")[0]
    host, _, path = bare.partition("/")
    path = path.rstrip("/")
    return f"{host}/{path}" if path else host


def street_of(address: str) -> str:
    """The words of a street address, short forms written out: ``"12 Quay St."`` gives ``"12 quay street"``."""
    return " ".join(_WAYS.get(word, word) for word in words(address))


@lru_cache(maxsize=100_000)
def one_form(word: str) -> str:
    """A folded word in the form that stands for its plural and possessive too: ``"mungos"`` gives ``"mungo"``."""
    ends = len(word) > _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us"))
    return word[:-1] if ends else word


class Writing:
    """The words of names, in one form; short forms and initials of the field are written out."""

    def __init__(self, initials: Mapping[str, Words]) -> None:
        """With what initials stand for."""
        self._long = {short: _plain(long) for short, long in {**initials, **_SHORT}.items()}

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> "Writing":
        """With the initials of a directory's glossary and vocabulary that stand for one thing only."""
        told = [(term, expansion, *json.loads(also)) for term, expansion, also in connection.execute(_ENTRIES)]
        told += [(name, *json.loads(also)) for name, also in connection.execute(_TERMS)]
        found: dict[str, set[Words]] = defaultdict(set)
        for ways in told:
            split = [tuple(words(way)) for way in ways]
            for way, (short, *more) in zip(ways, filter(None, split), strict=False):
                if not more and way.isupper() and len(short) in _INITIALS:
                    found[short] |= {long for long in split if short in {initials(long), initials(_plain(long))}}
        return cls({short: min(longs) for short, longs in found.items() if len({*map(_plain, longs)}) == 1})

    def words(self, name: str) -> Words:
        """The words of a name that say something, in order."""
        return self._words(name)

    @lru_cache(maxsize=200_000)  # noqa: B019 - it lives as long as one search for twins
    def _words(self, name: str) -> Words:
        found: list[str] = []
        for word in words(name):
            found += self._long.get(word) or _plain((word,))
        return tuple(dict.fromkeys(found))


def initials(some: Sequence[str]) -> str:
    """The first letters of words."""
    return "".join(word[0] for word in some)


def _plain(some: Iterable[str]) -> Words:
    return tuple(one_form(word) for word in some if word not in _SMALL)


def _rows(connection: sqlite3.Connection, sql: str, some: str | None) -> Iterable[tuple[Any, ...]]:
    """The rows of a statement whose first column is ``key``, that of a service; with ``some``, those of these only."""
    if some is None:
        return connection.execute(sql)
    return connection.execute(f"SELECT * FROM ({sql}) WHERE key IN (SELECT value FROM json_each(?))", (some,))  # noqa: S608


_SCHEME: Final = re.compile(r"^[a-z]+://(www[0-9]?\.)?")
_SHORTEST_PLURAL: Final = 3
_INITIALS: Final = range(2, 7)
_SMALL: Final = frozenset({
    "a", "an", "and", "at", "by", "closed", "for", "from", "in", "ltd", "of", "on", "or", "s", "the", "to", "with",
})  # fmt: skip
_EVERYDAY: Final = frozenset({"angel", "borough", "bow", "lee", "oval", "bank", "temple", "archway", "peter"})
"""Places whose names stand for something else too often."""
_SHORT: Final[Mapping[str, Words]] = {
    short: tuple(long.split(" "))
    for short, long in {
        "saint": "st", "ctr": "centre", "ctre": "centre", "center": "centre", "cntr": "centre", "svc": "service",
        "svcs": "service", "serv": "service", "assoc": "association", "assn": "association", "asso": "association",
        "hse": "house", "hsg": "housing", "proj": "project", "comm": "community", "info": "information",
        "dept": "department", "hosp": "hospital", "rd": "road", "ave": "avenue", "gdns": "garden", "gp": "gp",
        "grp": "group", "org": "organisation", "organization": "organisation", "accom": "accommodation", "sq": "square",
        "couns": "counselling", "med": "medical", "pship": "partnership", "mgmt": "management", "lb": "london borough",
        "foodbank": "food bank", "daycentre": "day centre", "dropin": "drop in", "helpline": "help line",
        "yp": "young people", "soc": "society", "natl": "national", "intl": "international", "assmt": "assessment",
    }.items()
}  # fmt: skip
"""Short forms that people write in names; those of the field come from the glossary."""
_WAYS: Final[Mapping[str, str]] = {
    "rd": "road", "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "gdns": "gardens",
    "sq": "square", "ct": "court", "pl": "place", "hse": "house", "cres": "crescent", "terr": "terrace", "gro": "grove",
    "ctr": "centre", "flr": "floor", "pk": "park",
}  # fmt: skip

_SERVICES: Final = """
SELECT s.key, s.id, s.name, o.name, s.status, s.url, s.email
FROM service s JOIN organization o ON o.key = s.organization_key
WHERE NOT EXISTS (SELECT 1 FROM link l WHERE l.service_key = s.key AND l.kind = 'replaced-by') ORDER BY s.key
"""
_ALSO: Final = "SELECT service_key AS key, name FROM alternate_name ORDER BY service_key, position"
_PHONES: Final = "SELECT service_key AS key, number FROM phone ORDER BY service_key, position"
_CODES: Final = "SELECT service_key AS key, code FROM attribute WHERE taxonomy = '{}'"
_AREAS: Final = "SELECT service_key AS key, name FROM service_area"
_PLACES: Final = """
FROM service_at_location s JOIN location l ON l.key = s.location_key AND NOT l.confidential
JOIN address a ON a.location_key = l.key
"""
_POSTCODES: Final = f"SELECT s.service_key AS key, a.postal_code {_PLACES} WHERE a.postal_code IS NOT NULL"
_STREETS: Final = f"SELECT s.service_key AS key, a.address_1 {_PLACES} WHERE a.address_1 IS NOT NULL"
_PLACE_NAMES: Final = "SELECT name FROM place_name UNION SELECT lower(name) FROM borough"
_ENTRIES: Final = "SELECT term, expansion, synonyms FROM glossary_entry"
_TERMS: Final = "SELECT name, also FROM taxonomy_term"
