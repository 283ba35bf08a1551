"""Listings that look like one that is about to be added, while its name is typed: so that none is added twice.

Only the few listings are read that share words with the name, or a page: it is quick however many there are. Whether
two listings that are there are one service is for ``duplicates``, which holds all their facts against one another.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Final

from navigator.listings.twins.alike import likeness
from navigator.listings.twins.cards import Card, Writing, page_of, read_cards
from navigator.listings.twins.duplicates import name_reasons
from navigator.text import words

MOST: Final = 5
"""How many are offered."""
_READ: Final = 60
"""How many listings are looked at closely."""
_ENOUGH: Final = 0.6
"""The part of their names that two must share."""
_ENOUGH_OF_ONE: Final = 0.4
"""The same, of two that one organisation runs."""
_MOST_WITH_PAGE: Final = 5
"""A page that more listings have than this tells nothing."""
_SHORTEST: Final = 3
_LEAST_TOLD: Final = 0.1


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A listing that may be the one somebody wants to add, and why, in words."""

    id: str
    name: str
    organization: str
    status: str
    reasons: tuple[str, ...]


def likely_twins(
    connection: sqlite3.Connection, name: str, organization: str = "", page: str = ""
) -> tuple[Lookalike, ...]:
    """The listings, the likeliest first, that may be the one of this name, run by this organisation, with this page."""
    same_page = _with_page(connection, page_of(page))
    typed = words(name)
    known = _known(connection, typed)
    if typed and typed[-1] not in known and len(typed[-1]) <= _SHORTEST:
        name = " ".join(typed[:-1])  # somebody is still typing the last
    keys = {*_named(connection, words(name), known), *same_page}
    if not keys:
        return ()
    writing = Writing.read(connection)
    new = _card(name, organization, writing)
    cards = read_cards(connection, keys, writing)
    tells = _tells(connection, (word for card in (new, *cards) for own in card.names for word in own))
    pages = frozenset(same_page.values())
    found = [one for card in cards if (one := _compare(new, card, tells, page if card.id in pages else ""))]
    return tuple(one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].id))[:MOST])


def _card(name: str, organization: str, writing: Writing) -> Card:
    """The card of a listing of which only this is known."""
    own = writing.words(name) or (name,)
    none: dict[str, str] = {}
    few: frozenset[str] = frozenset()
    return Card(
        "", name, organization, "", (own,), writing.words(organization), none, none, none, none, none, none, *(few,) * 3
    )


def _compare(new: Card, card: Card, tells: Mapping[str, float], page: str) -> tuple[float, Lookalike] | None:
    """How likely a listing is the new one, and why; None where it is not worth a look. ``page`` is what both have."""
    known = frozenset(new.runs), frozenset(card.runs)
    shares = [likeness(new.names[0], own, tells, known).share for own in card.names]
    one = bool(new.runs) and new.runs == card.runs
    share = max(shares)
    alike = share >= (_ENOUGH_OF_ONE if one else _ENOUGH)
    if not alike and not page:
        return None
    reasons: list[str] = []
    if alike:
        reasons += name_reasons(new, card) if shares[0] == share else ["it also goes by a name like this"]
    if page:
        reasons.append(f"same web page {page.strip()}")
    if one:
        reasons.append(f"both run by {card.organization}")
    return share + bool(page), Lookalike(card.id, card.name, card.organization, card.status, tuple(reasons))


def _known(connection: sqlite3.Connection, typed: Iterable[str]) -> frozenset[str]:
    """Those of some words that listings have."""
    return frozenset(word for (word,) in connection.execute(_KNOWN, (json.dumps(list(typed)),)))


def _named(connection: sqlite3.Connection, typed: list[str], known: frozenset[str]) -> Iterator[int]:
    """The keys of the services whose names share the most telling words with these.

    A word may go on, since it is still typed; one that no listing has is looked for by how it begins.
    """
    telling = [word for word in typed if len(word) >= _SHORTEST] or typed
    starts = [word if word in known else word[:_SHORTEST] for word in telling]
    if starts:
        asked = " OR ".join(f'"{start}" *' for start in dict.fromkeys(starts))
        yield from (key for (key,) in connection.execute(_NAMED, (asked, _READ)))


def _with_page(connection: sqlite3.Connection, page: str) -> Mapping[int, str]:
    """The services that have a page, or facts read on it, by key: their ids; none where too many have it."""
    if "." not in page:
        return {}
    like = "%" + "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in page) + "%"
    rows = connection.execute(_WITH_PAGE, (like, like))
    found = {key: service_id for key, service_id, url in rows if page_of(url) == page}
    return found if len(found) <= _MOST_WITH_PAGE else {}


def _tells(connection: sqlite3.Connection, of: Iterable[str]) -> dict[str, float]:
    """How much words tell, from 0 to 1: the less, the more listings have them somewhere, in one form or the other."""
    forms = {form: word for word in set(of) for form in (word, f"{word}s")}
    (everything,) = connection.execute("SELECT count(*) FROM service").fetchone()
    held = dict.fromkeys(forms.values(), 1)
    for form, services in connection.execute(_COUNTS, (json.dumps(list(forms)),)):
        held[forms[form]] += services
    return {word: max(_LEAST_TOLD, 1 - log(count) / log(everything + 2)) for word, count in held.items()}


_KNOWN: Final = "SELECT word FROM search_word WHERE services > 0 AND word IN (SELECT value FROM json_each(?))"
_COUNTS: Final = "SELECT word, services FROM search_word WHERE word IN (SELECT value FROM json_each(?))"
_NAMED: Final = "SELECT rowid FROM name_index WHERE name_index MATCH ? ORDER BY rank LIMIT ?"
_WITH_PAGE: Final = r"""
SELECT key, id, url FROM service WHERE url LIKE ? ESCAPE '\'
UNION SELECT s.key, s.id, f.url FROM source f JOIN service s ON s.key = f.service_key WHERE f.url LIKE ? ESCAPE '\'
"""
