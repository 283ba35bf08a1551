"""What the words of the field stand for: phrases of the glossary and the vocabulary, and what each is expanded to."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from navigator.directory import GlossaryEntry, Term
from navigator.find.lexicon import stems
from navigator.text import normal

_CODE_WEIGHTS: Final = (0.75, 0.55, 0.4, 0.3)
_LONGEST: Final = 6
_INNER: Final = 0.35


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
    """Phrases of one to six words, compared by stems, and their senses."""

    def __init__(self, entries: Iterable[GlossaryEntry], terms: Iterable[Term]) -> None:
        """Index every phrase of the entries and terms."""
        phrases: list[tuple[str, Sense]] = []
        for entry in entries:
            phrases += _entry_phrases(entry)
        for term in terms:
            phrases += _term_phrases(term)
        self._senses: dict[tuple[str, ...], list[Sense]] = defaultdict(list)
        self.words: set[str] = set()
        split = [phrase.split(" ") for phrase, _ in phrases]
        roots = iter(stems([word for phrase in split for word in phrase]))
        for phrase, (_, sense) in zip(split, phrases, strict=True):
            self.words.update(phrase)
            self._senses[tuple(next(roots) for _ in phrase)].append(sense)

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> "Thesaurus":
        """The thesaurus of a directory."""
        entries = (
            GlossaryEntry(term, expansion, means, *(tuple(json.loads(column)) for column in lists))
            for term, expansion, means, *lists in connection.execute(
                "SELECT term, expansion, means, synonyms, codes, facets, search_only, ambiguous FROM glossary_entry"
            )
        )
        terms = (
            Term(taxonomy, code, name, means or "", tuple(json.loads(also)), tuple(json.loads(near)))
            for taxonomy, code, name, means, also, near in connection.execute(
                "SELECT taxonomy, code, name, description, also, near FROM taxonomy_term ORDER BY position"
            )
        )
        return cls(entries, terms)

    def senses(self, phrase: Sequence[str]) -> list[Sense]:
        """What a phrase of folded words stands for; none for a phrase nobody listed."""
        return self._senses.get(tuple(stems(list(phrase))), [])

    def inner_senses(self, phrase: Sequence[str]) -> list[Sense]:
        """What the shorter phrases inside a phrase stand for, codes only, as weaker evidence."""
        size = len(phrase)
        inner = ((start, end) for start in range(size) for end in range(start + 1, size + 1) if end - start < size)
        found = [sense for start, end in inner for sense in self.senses(phrase[start:end]) if not sense.ambiguous]
        return [
            Sense(sense.display, tuple(replace(a, weight=a.weight * _INNER) for a in sense.alternatives if a.how == "code"), False)
            for sense in found
        ]

    def spans(self, typed: Sequence[str]) -> Iterator[tuple[int, int, list[Sense]]]:
        """The phrases in typed words as (start, end, senses): longest first from the left, without overlap."""
        roots = stems(list(typed))
        start = 0
        while start < len(roots):
            for end in range(min(len(roots), start + _LONGEST), start, -1):
                if found := self._senses.get(tuple(roots[start:end])):
                    yield start, end, found
                    start = end - 1
                    break
            start += 1


def _entry_phrases(entry: GlossaryEntry) -> Iterator[tuple[str, Sense]]:
    hidden = {normal(word) for word in entry.search_only}
    ambiguous = {normal(word) for word in entry.ambiguous}
    names = dict.fromkeys(filter(None, map(normal, (entry.term, *entry.synonyms))))
    beside = frozenset((*entry.facets, *(code for code in entry.codes if code.startswith("need:"))))
    codes = [
        *(
            Alternative(code, weight, "code", beside=beside if code.startswith("type:") else frozenset())
            for code, weight in zip(entry.codes, _CODE_WEIGHTS, strict=False)
        ),
        *(Alternative(facet, 0.8, "code") for facet in entry.facets),
    ]
    shown = {normal(word): word for word in (entry.term, *entry.synonyms)}
    expansion = normal(entry.expansion)
    for name in names:
        others = [
            Alternative(other, 0.35 if other in ambiguous else 0.7, "expanded", "" if other in hidden else shown[other])
            for other in names
            if other != name
        ]
        if expansion and expansion != name and expansion not in names:
            others.append(Alternative(expansion, 0.8, "expanded", entry.expansion))
        sense = Sense(entry.expansion, (*others, *codes), name in ambiguous)
        yield name, sense
    if expansion and expansion not in names and len(expansion.split(" ")) <= _LONGEST:
        others = [
            Alternative(other, 0.35 if other in ambiguous else 0.7, "expanded", "" if other in hidden else shown[other])
            for other in names
        ]
        yield expansion, Sense(entry.expansion, (*others, *codes), False)


def _term_phrases(term: Term) -> Iterator[tuple[str, Sense]]:
    code = _code(term)
    if code is None:
        return
    near = tuple(Alternative(key, 0.3, "code") for key in term.near if key.split(":")[0] in {"need", "type"})
    label = normal(term.label)
    for phrase in dict.fromkeys(filter(None, (label, *map(normal, term.also)))):
        others = (Alternative(label, 0.7, "expanded", term.label),) if label != phrase else ()
        yield phrase, Sense(term.label, (*others, Alternative(code, 0.85, "code"), *near), False)


_SEARCHED: Final = {"need", "type", "delivery", "route", "approach", "transition"}


def _code(term: Term) -> str | None:
    """The code a term has in the index, or None for terms nobody searches by name."""
    if term.taxonomy.startswith("value."):
        return f"{term.taxonomy.removeprefix('value.')}:{term.code}"
    return term.key if term.taxonomy in _SEARCHED else None


def merged(senses: Sequence[Sense], inner: Sequence[Sense] = ()) -> tuple[Alternative, ...]:
    """The alternatives of several senses: the best of each text; everyday words count for less than half."""
    best: dict[str, Alternative] = {}
    for sense in (*senses, *inner):
        for alternative in sense.alternatives:
            weight = alternative.weight * (0.45 if sense.ambiguous else 1.0)
            if alternative.text not in best or best[alternative.text].weight < weight:
                best[alternative.text] = replace(alternative, weight=weight)
    return tuple(sorted(best.values(), key=lambda alternative: -alternative.weight))
