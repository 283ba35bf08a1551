"""What the words of the field stand for: phrases of the glossary and the vocabulary, and what each is expanded to."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from navigator.directory import GlossaryEntry, Term
from navigator.directory.labels import read_terms
from navigator.find.lexicon import stems
from navigator.text import normal, words

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
_KEPT_SENSES: Final = 512


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
    """Phrases of one to six words, compared by stems, and their senses.

    What a phrase stands for is worked out when it is first asked for: most never are.
    """

    def __init__(self, entries: Iterable[GlossaryEntry], terms: Iterable[Term]) -> None:
        """Index every phrase of the entries and terms."""
        terms = list(terms)
        self._book = _Phrasebook(terms)
        self._sources: list[GlossaryEntry | Term] = [*entries, *(term for term in terms if _code(term))]
        self._at: dict[str, tuple[int, ...]] = {}
        self.words: set[str] = set()
        self._known = lru_cache(maxsize=_KEPT_SENSES)(self._make_senses)
        for at, source in enumerate(self._sources):
            split = [phrase.split(" ") for phrase in _phrases(source)]
            roots = iter(stems([word for phrase in split for word in phrase]))
            for phrase in split:
                self.words.update(phrase)
                key = " ".join(next(roots) for _ in phrase)
                self._at[key] = (*self._at.get(key, ()), at)

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> "Thesaurus":
        """The thesaurus of a directory."""
        entries = (
            GlossaryEntry(term, expansion, means, *(tuple(json.loads(column)) for column in lists))
            for term, expansion, means, *lists in connection.execute(
                "SELECT term, expansion, means, synonyms, codes, facets, search_only, ambiguous FROM glossary_entry"
            )
        )
        return cls(entries, read_terms(connection))

    def senses(self, phrase: Sequence[str]) -> list[Sense]:
        """What a phrase of folded words stands for; none for a phrase nobody listed."""
        return self._senses(stems(list(phrase)))

    def _senses(self, roots: Sequence[str]) -> list[Sense]:
        key = " ".join(roots)
        return list(self._known(key)) if key in self._at else []

    def _make_senses(self, roots: str) -> tuple[Sense, ...]:
        found = (pair for at in dict.fromkeys(self._at[roots]) for pair in self._book.of(self._sources[at]))
        return tuple(sense for phrase, sense in found if " ".join(stems(phrase.split(" "))) == roots)

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
        roots = stems(list(typed))
        start = 0
        while start < len(roots):
            for end in range(min(len(roots), start + _LONGEST), start, -1):
                if found := self._senses(roots[start:end]):
                    yield start, end, found
                    start = end - 1
                    break
            start += 1


class _Phrasebook:
    """Turns glossary entries and terms into phrases with their senses."""

    def __init__(self, terms: Iterable[Term]) -> None:
        coded = [(code, term) for term in terms if (code := _code(term))]
        self._labels = {code: term.label for code, term in coded}
        self._doors = {code: tuple(self._doors_of(term, code)) for code, term in coded}

    def of(self, source: GlossaryEntry | Term) -> Iterator[tuple[str, Sense]]:
        """The phrases of an entry or a term, each with what it stands for."""
        return self.of_term(source) if isinstance(source, Term) else self.of_entry(source)

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

    def of_term(self, term: Term) -> Iterator[tuple[str, Sense]]:
        """The label and the other words of a term, each standing for its code."""
        code = _code(term)
        if code is None:
            return
        label = normal(term.label)
        for phrase in dict.fromkeys(filter(None, (label, *map(normal, term.also)))):
            others = (Alternative(label, _SYNONYM, "expanded", term.label),) if label != phrase else ()
            yield (
                phrase,
                Sense(term.label, (*others, self._coded(code, _OWN_CODE), *self._doors[code]), ambiguous=False),
            )

    def _codes_of(self, entry: GlossaryEntry) -> Iterator[Alternative]:
        beside = frozenset((*entry.facets, *(code for code in entry.codes if code.startswith("need:"))))
        for code, weight in zip(entry.codes, _CODE_WEIGHTS, strict=False):
            yield self._coded(code, weight, beside)
        for facet in entry.facets:
            yield self._coded(facet, _FACET)
        for key in (*entry.codes[:1], *entry.facets):
            yield from self._doors.get(key, ())

    def _doors_of(self, term: Term, code: str) -> Iterator[Alternative]:
        """The kinds of service that answer a need first, each counting only beside the need itself."""
        need = frozenset((code,)) if code.startswith("need:") else frozenset[str]()
        for key in term.near[:_MOST_DOORS]:
            if key.startswith(("need:", "type:")):
                yield self._coded(key, _DOOR, need)

    def _coded(self, code: str, weight: float, beside: frozenset[str] = frozenset()) -> Alternative:
        kind = code.startswith("type:")
        return Alternative(code, weight, "code", self._labels.get(code, ""), beside if kind else frozenset())


def _phrases(source: GlossaryEntry | Term) -> list[str]:
    """The phrases that stand for an entry or a term, each once, in normal form."""
    if isinstance(source, Term):
        written = (source.label, *source.also)
    else:
        written = (source.term, *reversed(source.synonyms), source.expansion)
    return list(dict.fromkeys(filter(None, (" ".join(words(name)) for name in written))))


_SEARCHED: Final = {"need", "type", "delivery", "route", "approach", "transition"}


def _code(term: Term) -> str | None:
    """The code a term has in the index, or None for terms nobody searches by name."""
    if term.taxonomy.startswith("value."):
        return f"{term.taxonomy.removeprefix('value.')}:{term.code}"
    return term.key if term.taxonomy in _SEARCHED else None


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
