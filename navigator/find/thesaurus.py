"""What the words of the field stand for: phrases of the glossary and the vocabulary, and what each is expanded to."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from navigator.directory import GlossaryEntry
from navigator.directory.labels import read_entry, read_term
from navigator.directory.phrases import roots, searched_key, stems
from navigator.text import normal

_CODE_WEIGHTS: Final = (0.8, 0.6, 0.3, 0.2)
_OWN_CODE: Final = 0.85
_EXPANSION: Final = 0.8
_SYNONYM: Final = 0.7
_EVERYDAY: Final = 0.35
_AMBIGUOUS: Final = 0.45
_DOOR: Final = 0.2
_MOST_DOORS: Final = 5
_FACET: Final = 0.5
_LONGEST: Final = 6
_INNER: Final = 0.35
_KEPT_SENSES: Final = 1024
_KEPT_TERMS: Final = 256


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that answers for a typed phrase: folded words, or a code; ``weight`` says how well (0 to 1).

    ``how`` is ``typed``, ``inflected``, ``completed``, ``corrected``, ``expanded``, ``words`` (all of its words,
    anywhere in a field) or ``code``. ``shown`` is what a person reads, empty for words that are never displayed. A kind
    of service counts for little without one of the codes ``beside`` it: a crisis line is no answer to a housing crisis.
    """

    text: str
    weight: float
    how: str
    shown: str = ""
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a phrase can stand for: what people call it, and what answers for it."""

    display: str
    alternatives: tuple[Alternative, ...]
    ambiguous: bool


class Thesaurus:
    """Phrases of the field, compared by stems, and their senses, looked up in a directory when they are asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look in the directory behind this connection."""
        self._connection = connection
        self._book = _Phrasebook(connection)
        self._known = lru_cache(maxsize=_KEPT_SENSES)(self._find_senses)

    def senses(self, phrase: Sequence[str]) -> list[Sense]:
        """What a phrase of folded words stands for; none for a phrase nobody listed."""
        return list(self._known(" ".join(stems(list(phrase)))))

    def _find_senses(self, key: str) -> tuple[Sense, ...]:
        rows = self._connection.execute(_SOURCES, (key,)).fetchall()
        if not rows:
            return ()
        found = [pair for row in rows for pair in self._book.of(*row)]
        keys = roots(phrase for phrase, _ in found)
        return tuple(sense for its, (_, sense) in zip(keys, found, strict=True) if its == key)

    def inner_senses(self, phrase: Sequence[str]) -> list[Sense]:
        """What the shorter phrases inside a phrase stand for, codes only, as weaker evidence."""
        size = len(phrase)
        inner = ((start, end) for start in range(size) for end in range(start + 1, size + 1) if end - start < size)
        found = [sense for start, end in inner for sense in self.senses(phrase[start:end]) if not sense.ambiguous]
        return [
            replace(
                sense,
                alternatives=tuple(replace(a, weight=a.weight * _INNER) for a in sense.alternatives if a.how == "code"),
            )
            for sense in found
        ]

    def spans(self, typed: Sequence[str]) -> Iterator[tuple[int, int, list[Sense]]]:
        """The phrases in typed words as (start, end, senses): longest first from the left, without overlap."""
        typed_roots = stems(list(typed))
        start = 0
        while start < len(typed_roots):
            for end in range(min(len(typed_roots), start + _LONGEST), start, -1):
                if found := self._known(" ".join(typed_roots[start:end])):
                    yield start, end, list(found)
                    start = end - 1
                    break
            start += 1


_SOURCES: Final = "SELECT entry, code FROM phrase WHERE roots = ? ORDER BY position"


class _Phrasebook:
    """Turns entries of the glossary and terms of the vocabulary into phrases with their senses."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._term = lru_cache(maxsize=_KEPT_TERMS)(lambda code: read_term(connection, *searched_key(code)))

    def of(self, entry: str | None, code: str) -> Iterator[tuple[str, Sense]]:
        """The phrases of an entry, or else of the term with a code, each with what it stands for."""
        if entry is None:
            return self.of_term(code)
        found = read_entry(self._connection, entry)
        return self.of_entry(found) if found else iter(())

    def of_entry(self, entry: GlossaryEntry) -> Iterator[tuple[str, Sense]]:
        """The term, its synonyms and its expansion, each standing for them all and for the codes."""
        hidden, ambiguous = set(map(normal, entry.search_only)), set(map(normal, entry.ambiguous))
        written = {normal(name): name for name in reversed((entry.expansion, *entry.synonyms, entry.term))}
        expansion = normal(entry.expansion)
        names = {
            name: Alternative(
                name,
                _EVERYDAY if name in ambiguous else _EXPANSION if name == expansion else _SYNONYM,
                "expanded",
                "" if name in hidden else shown,
            )
            for name, shown in written.items()
            if name
        }
        clear = Sense(entry.expansion, (*names.values(), *self._codes_of(entry)), ambiguous=False)
        everyday = replace(clear, ambiguous=True)
        for name in names:
            yield name, everyday if name in ambiguous else clear

    def of_term(self, code: str) -> Iterator[tuple[str, Sense]]:
        """The label and the other words of the term with a code, each standing for the code."""
        term = self._term(code)
        if term is None:
            return
        label = normal(term.label)
        for phrase in dict.fromkeys(filter(None, (label, *map(normal, term.also)))):
            others = (Alternative(label, _SYNONYM, "expanded", term.label),) if label != phrase else ()
            yield (
                phrase,
                Sense(term.label, (*others, self._coded(code, _OWN_CODE), *self._doors(code)), ambiguous=False),
            )

    def _codes_of(self, entry: GlossaryEntry) -> Iterator[Alternative]:
        beside = frozenset((*entry.facets, *(code for code in entry.codes if code.startswith("need:"))))
        for code, weight in zip(entry.codes, _CODE_WEIGHTS, strict=False):
            yield self._coded(code, weight, beside)
        for facet in entry.facets:
            yield self._coded(facet, _FACET)
        for key in (*entry.codes[:1], *entry.facets):
            yield from self._doors(key)

    def _doors(self, code: str) -> Iterator[Alternative]:
        """The kinds of service that answer a need first, each counting only beside the need itself."""
        term = self._term(code)
        need = frozenset((code,)) if code.startswith("need:") else frozenset[str]()
        for key in term.near[:_MOST_DOORS] if term else ():
            if key.startswith(("need:", "type:")):
                yield self._coded(key, _DOOR, need)

    def _coded(self, code: str, weight: float, beside: frozenset[str] = frozenset()) -> Alternative:
        kind, term = code.startswith("type:"), self._term(code)
        return Alternative(code, weight, "code", term.label if term else "", beside if kind else frozenset())


def merged(senses: Sequence[Sense], inner: Sequence[Sense] = (), *, alone: bool = False) -> tuple[Alternative, ...]:
    """The alternatives of several senses: the best of each text.

    Everyday words count for less than half, unless the phrase stands ``alone``: then nothing else explains the query.
    """
    best: dict[str, Alternative] = {}
    for sense in (*senses, *inner):
        for alternative in sense.alternatives:
            weight = alternative.weight * (_AMBIGUOUS if sense.ambiguous and not alone else 1.0)
            if alternative.text not in best or best[alternative.text].weight < weight:
                best[alternative.text] = replace(alternative, weight=weight)
    return tuple(sorted(best.values(), key=lambda alternative: -alternative.weight))
