"""Facts of one listing that cannot both hold, where both can be shown: nothing here is a guess from one fact alone.

What is compared: rules that shut out what another asks for, ages that do not meet, a rule where anyone may come, a
number or a postcode in the description that is none of those given, a closed listing that was found to run since, and
one that was replaced and is not closed.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Final, Literal, TypeAlias

from navigator.directory import Criterion, Listing, Vocabulary, read_listing
from navigator.directory.labels import read_labels
from navigator.find.checks import check_words
from navigator.find.rules import rule_sentence
from navigator.find.wording import listed, plain_date
from navigator.listings.status import STATUS

Kind: TypeAlias = Literal["rules", "ages", "open", "phone", "postcode", "status", "replaced"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two facts of a listing that cannot both hold, each in a sentence."""

    kind: Kind
    one: str
    other: str

    @property
    def says(self) -> str:
        """Both in one line."""
        return f"{self.one} But: {self.other}"


def find_conflicts(connection: sqlite3.Connection) -> frozenset[int]:
    """The keys of all listings with facts that conflict."""
    return frozenset(key for find in _FINDERS.values() for key in find(connection, None))


def conflicts_of(connection: sqlite3.Connection, key: int) -> tuple[Conflict, ...]:
    """The facts of one listing that conflict, in words."""
    kinds = [kind for kind, find in _FINDERS.items() if key in set(find(connection, key))]
    row = connection.execute("SELECT id FROM service WHERE key = ?", (key,)).fetchone() if kinds else None
    listing = read_listing(connection, row[0]) if row else None
    if listing is None:
        return ()
    labels = read_labels(connection)
    return tuple(dict.fromkeys(conflict for kind in kinds for conflict in _TOLD[kind](listing, labels)))


# Finding


def _by_sql(sql: str, connection: sqlite3.Connection, key: int | None) -> Iterator[int]:
    which, values = ("AND {}.{} = ?", (key,)) if key is not None else ("", ())
    for table, column in (("a", "service_key"), ("s", "key")):
        sql = sql.replace(f"[{table}]", which.format(table, column))
    yield from (found for (found,) in connection.execute(sql, values))


def _in_words(
    expression: str,
    named: Callable[[str], frozenset[str]],
    given: str,
    connection: sqlite3.Connection,
    key: int | None,
) -> Iterator[int]:
    """The listings whose description names something of a kind, and none of it is given where it belongs."""
    which = (_THIS, {"of": expression, "key": key}) if key is not None else (_DESCRIBED, {"of": expression})
    found = {one: told for one, text in connection.execute(*which) if (told := named(text))}
    there: dict[int, set[str]] = {}
    for one, value in connection.execute(given, (json.dumps(list(found)),)):
        there.setdefault(one, set()).update(named(value))
    yield from (one for one, told in found.items() if there.get(one) and not told <= there[one])


def _numbers(text: str) -> frozenset[str]:
    """The phone numbers in a text, by their digits as they are rung in Britain."""
    found = ("".join(filter(str.isdigit, number[0])) for number in _NUMBER.finditer(text))
    rung = ("0" + digits[2:].removeprefix("0") if digits.startswith("44") else digits for digits in found)
    return frozenset(digits for digits in rung if len(digits) in _LENGTHS)


def _postcodes(text: str) -> frozenset[str]:
    """The whole postcodes in a text, as they are written."""
    return frozenset(f"{found[1]} {found[2]}" for found in _POSTCODE.finditer(text.upper()))


# Telling


def _rules(listing: Listing, labels: Vocabulary) -> Iterator[Conflict]:
    for one, other in product(listing.eligibility, repeat=2):
        against = one.rule == "excludes" and other.rule != "excludes" and one.facet == other.facet
        if against and not set(one.values).isdisjoint(other.values):
            yield Conflict("rules", _rule(other, listing, labels), _rule(one, listing, labels))


def _ages(listing: Listing, labels: Vocabulary) -> Iterator[Conflict]:
    asked = [rule for rule in listing.eligibility if rule.facet == "age" and rule.rule == "requires"]
    for one, other in product([rule for rule in asked if rule.strength == "hard"], repeat=2):
        if one.maximum is not None and other.minimum is not None and one.maximum < other.minimum:
            yield Conflict("ages", _rule(one, listing, labels), _rule(other, listing, labels))


def _open(listing: Listing, labels: Vocabulary) -> Iterator[Conflict]:
    for rule in listing.eligibility:
        if rule.rule == "requires" and rule.strength == "hard" and rule.facet not in _NOT_OF_A_PERSON:
            yield Conflict("open", "It says that anyone may come.", _rule(rule, listing, labels))


def _phone(listing: Listing, _: Vocabulary) -> Iterator[Conflict]:
    field = listed([phone.number for phone in listing.phones], "and")
    given = frozenset[str]().union(*(_numbers(phone.number) for phone in listing.phones))
    for number in _NUMBER.finditer(listing.description):
        if _numbers(number[0]) - given:
            yield Conflict("phone", f"Its phone is {field}.", f"Its description says {number[0].strip()}.")


def _postcode(listing: Listing, _: Vocabulary) -> Iterator[Conflict]:
    places = [place.postal_code for place in listing.locations if place.postal_code]
    for postcode in sorted(_postcodes(listing.description) - frozenset(places)):
        yield Conflict("postcode", f"It is at {listed(places, 'and')}.", f"Its description says {postcode}.")


def _status(listing: Listing, _: Vocabulary) -> Iterator[Conflict]:
    found = listing.asked
    if found is not None:
        yield Conflict("status", "It is marked closed.", f"It was checked on {check_words(found)}.")


def _replaced(listing: Listing, _: Vocabulary) -> Iterator[Conflict]:
    for link in listing.links:
        if link.kind == "replaced-by":
            status = STATUS.get(listing.status, listing.status)
            yield Conflict("replaced", f"It was replaced by {link.name}.", f"It is marked {status.lower()}.")


def _rule(rule: Criterion, listing: Listing, labels: Vocabulary) -> str:
    source = listing.source(rule.source)
    dated = f", {plain_date(source.page_date)}" if source and source.page_date else ""
    return f"{rule_sentence(rule, labels)} ({source.title}{dated})" if source else rule_sentence(rule, labels)


_NUMBER: Final = re.compile(r"(?<![\w+])(?:\+ ?44|\(?0)[0-9 ()-]{7,16}[0-9]", re.ASCII)
_LENGTHS: Final = (10, 11)
_POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][ABD-HJLNP-UW-Z]{2})\b", re.ASCII)
_NOT_OF_A_PERSON: Final = ("area", "other")
"""Facets of rules that a listing may state though anyone may come: where it is for, and what only its note tells."""

_LONDON: Final = (
    "br", "cr", "da", "e", "ec", "en", "ha", "ig", "kt", "n", "nw", "rm", "se", "sm", "sw", "tn", "tw", "ub", "w", "wc",
    "wd",
)  # fmt: skip
_SAYS_NUMBER: Final = 'description : ("0" * OR "44" *)'
_SAYS_POSTCODE: Final = f"description : ({' OR '.join(f'{area}{n} *' for area in _LONDON for n in range(1, 10))})"
_DESCRIBED: Final = """
SELECT s.key, s.description FROM search_index x JOIN service s ON s.key = x.rowid WHERE search_index MATCH :of
"""
_THIS: Final = "SELECT key, description FROM service WHERE key = :key"
_PHONES: Final = "SELECT service_key, number FROM phone WHERE service_key IN (SELECT value FROM json_each(?))"
_PLACES: Final = """
SELECT s.service_key, a.postal_code FROM service_at_location s JOIN address a ON a.location_key = s.location_key
WHERE s.service_key IN (SELECT value FROM json_each(?)) AND a.postal_code IS NOT NULL
"""
_CONTRARY: Final = """
SELECT a.service_key FROM criterion a JOIN criterion b ON b.service_key = a.service_key AND b.facet = a.facet
JOIN criterion_value v ON v.criterion_key = a.key
JOIN criterion_value w ON w.criterion_key = b.key AND w.value = v.value
WHERE a.rule = 'excludes' AND b.rule <> 'excludes' [a]
"""
_APART: Final = """
SELECT a.service_key FROM criterion a JOIN criterion b ON b.service_key = a.service_key
WHERE a.facet = 'age' AND b.facet = 'age' AND a.rule = 'requires' AND b.rule = 'requires'
AND a.strength = 'hard' AND b.strength = 'hard' AND a.maximum < b.minimum [a]
"""
_SHUT: Final = """
SELECT a.service_key FROM search_index x JOIN criterion a ON a.service_key = x.rowid
WHERE search_index MATCH 'codes : "access:open"' AND a.rule = 'requires' AND a.strength = 'hard'
AND a.facet NOT IN ('area', 'other') [a]
"""
_RUNS: Final = """
SELECT s.key FROM search_index x JOIN service s ON s.key = x.rowid
JOIN verification v ON v.key = (
  SELECT key FROM verification WHERE service_key = s.key AND method <> 'website'
  ORDER BY checked_on DESC, key DESC LIMIT 1
)
WHERE search_index MATCH 'codes : "status:closed"' AND (v.confirmed = 'all' OR v.confirmed LIKE '%runs%')
AND v.checked_on > coalesce((
  SELECT max(c.made_at) FROM change c WHERE c.service_id = s.id AND c.after LIKE '%"status":%"closed"%'
), '') [s]
"""
_TAKEN_OVER: Final = """
SELECT a.service_key FROM link a JOIN service s ON s.key = a.service_key
WHERE a.kind = 'replaced-by' AND s.status <> 'closed' [a]
"""
_Find: TypeAlias = Callable[[sqlite3.Connection, int | None], Iterator[int]]
_FINDERS: Final[Mapping[Kind, _Find]] = {
    "rules": partial(_by_sql, _CONTRARY),
    "ages": partial(_by_sql, _APART),
    "open": partial(_by_sql, _SHUT),
    "phone": partial(_in_words, _SAYS_NUMBER, _numbers, _PHONES),
    "postcode": partial(_in_words, _SAYS_POSTCODE, _postcodes, _PLACES),
    "status": partial(_by_sql, _RUNS),
    "replaced": partial(_by_sql, _TAKEN_OVER),
}
_TOLD: Final[Mapping[Kind, Callable[[Listing, Vocabulary], Iterator[Conflict]]]] = {
    "rules": _rules,
    "ages": _ages,
    "open": _open,
    "phone": _phone,
    "postcode": _postcode,
    "status": _status,
    "replaced": _replaced,
}
