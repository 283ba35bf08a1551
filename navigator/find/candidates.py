"""Which services to look at closely: all that could answer in a small directory, a bounded choice in a large one."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Final

from navigator.directory.entry import area_code
from navigator.find.lexicon import Lexicon
from navigator.find.query import Concept, Query

EVERY: Final = 400
"""Up to so many services every one that answers at all is scored."""
MOST: Final = 56
"""In a larger directory, how many are scored."""
_ENOUGH: Final = 25
"""How many answers to all but one concept are enough not to look for looser ones."""
_LEFT_OUT: Final = 3
"""How many concepts, the least telling ones, are left out in turn."""
_BUDGET: Final = 1_500
"""Postings read for one concept before commoner alternatives are left out."""
_MOST_SCANNED: Final = 20_000
_DEGREES_AROUND: Final = 0.02
"""Some 2.2 km of latitude, and about as far of longitude at London's."""
_JUST_BEGUN: Final = (1, 2)
"""A word just begun narrows nothing yet: it only scores, unless it stands alone."""
_NAMING: Final = frozenset({"typed", "corrected", "inflected", "completed"})
"""How a word of a name may have been typed; nobody calls a service by what it stands for."""

Passes = Callable[[int], bool]


class Candidates:
    """Finds the keys of services worth scoring, through the full-text index."""

    def __init__(self, connection: sqlite3.Connection, lexicon: Lexicon) -> None:
        """Look in the directory behind this connection."""
        self._connection = connection
        self._lexicon = lexicon

    def keys(self, query: Query, passes: Passes | None = None) -> list[int]:
        """Keys worth scoring, without repeats; ``passes`` says which keys the filters let through."""
        if self._lexicon.services <= EVERY:
            named = [part for concept in query.concepts if (part := self._naming(concept))]
            parts = [part for concept in query.concepts if (part := self._either(concept, None))]
            found = dict.fromkeys(self._matching(" OR ".join(parts), passes, EVERY)) if parts else {}
            if named:
                found |= dict.fromkeys(self._matching(" OR ".join(named), passes, EVERY, "name_index"))
            return list(found | dict.fromkeys(self._around(query, passes)))
        found = {}
        for enough, index, expression in self._expressions(query):
            if len(found) >= enough:
                break
            found.update(dict.fromkeys(self._matching(expression, passes, MOST - len(found), index)))
        if len(found) < MOST:
            found.update(dict.fromkeys(self._around(query, passes)[: MOST - len(found)]))
        if query.start:
            found.update(dict.fromkeys(self._beginning(query.start, passes)))
        return list(found)

    def all_keys(self, query: Query) -> list[int]:
        """Every key that holds all concepts, in no order, for totals and counts."""
        parts = [part for concept in query.concepts if (part := self._either(concept, _BUDGET))]
        return self._matching(_all(parts), None, self._lexicon.services) if parts else []

    def _expressions(self, query: Query) -> Iterator[tuple[int, str, str]]:
        """What to look for, strictest first: how many found so far make it needless, the index, the expression.

        All concepts in names; all anywhere; all but one in names, then anywhere; each alone.
        """
        telling = [concept for concept in query.concepts if len(concept.start) not in _JUST_BEGUN] or query.concepts
        by_rarity = sorted(telling, key=lambda concept: -concept.rarity)
        named = [part for concept in by_rarity if (part := self._naming(concept))]
        parts = [part for concept in by_rarity if (part := self._either(concept, _BUDGET))]
        if named:
            yield MOST, "name_index", _all(named)
        if parts:
            yield MOST, "search_index", _all(parts)
        for index, some in (("name_index", named), ("search_index", parts)):
            if len(some) > 1:
                for at in reversed(range(len(some))[-_LEFT_OUT:]):
                    yield _ENOUGH, index, _all(some[:at] + some[at + 1 :])
        yield from ((_ENOUGH // 3, "search_index", part) for part in parts)

    def _naming(self, concept: Concept) -> str:
        """What of a concept may stand in a name, the beginning of a longer word included."""
        start = [f'"{concept.start}" *'] if concept.start else []
        return " OR ".join(filter(None, (*start, self._either(concept, _BUDGET, _NAMING))))

    def _either(self, concept: Concept, budget: int | None, hows: Collection[str] = ()) -> str:
        """What answers a concept, best first; with a budget, only while the postings to read stay within it."""
        parts: list[str] = []
        spent = 0
        for alternative in concept.alternatives:
            if hows and alternative.how not in hows:
                continue
            held = self._lexicon.phrase_count(alternative.text)
            if not held or (budget is not None and parts and spent + held > budget):
                continue
            spent += held
            parts.append(_quoted(alternative.text, any_order=alternative.how == "words"))
        return " OR ".join(parts)

    def _matching(self, expression: str, passes: Passes | None, most: int, index: str = "search_index") -> list[int]:
        if most <= 0:
            return []
        rows = self._connection.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", (expression,))  # noqa: S608
        if passes is None:
            return [key for (key,) in rows.fetchmany(most)]
        keys = (key for (key,) in islice(rows, _MOST_SCANNED))
        return list(islice(filter(passes, keys), most))

    def _around(self, query: Query, passes: Passes | None) -> list[int]:
        """Services close to the place a query names, and, where it names a borough, those that cover it."""
        place = query.place
        if place is None:
            return []
        if place.point is None:
            covers = " OR ".join(f'"area:{area_code(borough)}"' for borough, _ in place.boroughs)
            return self._matching(f"codes : ({covers})", passes, MOST)
        rows = self._connection.execute(
            "SELECT s.service_key FROM location l JOIN service_at_location s ON s.location_key = l.key "
            "WHERE l.latitude BETWEEN ? AND ? AND l.longitude BETWEEN ? AND ?",
            (
                place.point.latitude - _DEGREES_AROUND,
                place.point.latitude + _DEGREES_AROUND,
                place.point.longitude - 1.6 * _DEGREES_AROUND,
                place.point.longitude + 1.6 * _DEGREES_AROUND,
            ),
        )
        keys = (key for (key,) in islice(rows, _MOST_SCANNED))
        return list(islice(filter(passes, keys) if passes else keys, MOST))

    def _beginning(self, start: str, passes: Passes | None) -> list[int]:
        """Services whose name begins with one or two letters."""
        rows = self._connection.execute(
            "SELECT key FROM search_entry WHERE name >= ? AND name < ? ORDER BY name", (start, start + "\U0010ffff")
        )
        keys = (key for (key,) in islice(rows, _MOST_SCANNED))
        return list(islice(filter(passes, keys) if passes else keys, MOST))


def _all(parts: Sequence[str]) -> str:
    return " AND ".join(f"({part})" for part in parts)


def _quoted(text: str, *, any_order: bool) -> str:
    """Folded words as a full-text phrase, or as words that must all be there."""
    if any_order:
        return "(" + " AND ".join(f'"{word}"' for word in text.split(" ")) + ")"
    return f'"{text}"'
