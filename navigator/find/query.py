"""What a person typed, understood: concepts to look for, places, corrections and expansions.

Nothing typed is ever query syntax: it is folded to letters and digits first, and every word is quoted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from navigator.directory import Place, Places
from navigator.find.lexicon import Guess, Lexicon
from navigator.find.thesaurus import Alternative, Sense, Thesaurus, merged
from navigator.text import words

MOST_CHARACTERS: Final = 1_000
MOST_WORDS: Final = 12
_MOST_SHOWN: Final = 4
_DOUBTFUL: Final = 0.5
_AGE: Final = re.compile(r"\b(\d{1,2})[ -]?(?:yrs?|years?|yo|y/o)\b|\bage[d]? (\d{1,2})\b")
_LEAST_OF_SENSE: Final = 0.5
_WORTH_OF_WORD: Final = 0.6
_FILLERS: Final = frozenset(
    "a about after all am an and any are as at be because been being but by can cant could did do does doesnt dont "
    "for from get gets getting go going got had has hasnt have having he help her hers him his how i if im in into is "
    "isnt it its ive just like looking me my near need needs no not of off on or our out please she should since so some "
    "someone somebody somewhere service services support that the their them then there they this to too up urgent us "
    "very year years yo yr yrs old aged very want wants was we what when where which who whos why will with wont would you your someones anyone".split()
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was not known, and the word taken for it."""

    typed: str
    to: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """A typed phrase, and what else was looked for because of it, in words a person may read."""

    typed: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for: the phrase as typed, what answers for it (best first), and how telling it is (0 to 1)."""

    typed: str
    alternatives: tuple[Alternative, ...]
    rarity: float
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query; ``named`` are the words to compare with names, corrected, fillers left out.

    ``start`` is one or two letters typed alone; ``age`` an age in years that the text states.
    """

    text: str
    concepts: tuple[Concept, ...] = ()
    corrections: tuple[Correction, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    place: Place | None = None
    named: tuple[str, ...] = ()
    start: str = ""
    age: int | None = None


@dataclass(slots=True)
class _Reading:
    """Typed words on their way to concepts: what each is taken for, and what else it may be."""

    typed: list[str]
    taken: list[str]
    guesses: dict[int, tuple[Alternative, ...]] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)


class Reader:
    """Understands queries, with the words, phrases and places of one directory."""

    def __init__(self, lexicon: Lexicon, thesaurus: Thesaurus, places: Places) -> None:
        """Read queries against these words, phrases and places."""
        self._lexicon = lexicon
        self._thesaurus = thesaurus
        self._places = places

    def read(self, text: str, *, exact: bool = False) -> Query:
        """The query a text stands for; ``exact`` corrects nothing. Any text at all is understood, or gives nothing."""
        typed = words(text[:MOST_CHARACTERS])[:MOST_WORDS]
        if not typed:
            return Query(text)
        unfinished = text[-1:].isalnum()
        if len(typed) == 1 and len(typed[0]) <= 2 and unfinished:
            return self._one_start(text, typed[0])
        places = self._places.in_text(typed)
        covered = {index for start, end, _ in places for index in range(start, end)}
        reading = _Reading(typed, list(typed))
        if not exact:
            self._correct(reading, covered, unfinished)
            places = self._places.in_text(reading.taken)
        concepts = list(self._concepts(reading, places, unfinished))
        fillers_only = all(word in _FILLERS for word in reading.taken)
        return Query(
            text,
            tuple(concepts),
            tuple(reading.corrections),
            tuple(_expansions(concepts)),
            next((place for _, _, place in places), None),
            tuple(word for word in reading.taken if fillers_only or word not in _FILLERS),
            age=_age(text),
        )

    def _one_start(self, text: str, start: str) -> Query:
        """One or two letters alone: names that begin so, and the word itself."""
        concept = self._plain(start, start, (), unfinished=False)
        return Query(text, (concept,), named=(start,), start=start)

    def _correct(self, reading: _Reading, covered: set[int], unfinished: bool) -> None:
        """Take the likeliest known word for each unknown one; the other guesses stay as alternatives."""
        last = len(reading.typed) - 1
        for index, word in enumerate(reading.typed):
            still_typing = unfinished and index == last
            if index in covered or word in self._lexicon or (still_typing and self._lexicon.begins_a_word(word)):
                continue
            if pair := self._lexicon.split(word):
                reading.guesses[index] = (Alternative(" ".join(pair), 0.95, "corrected", " ".join(pair)),)
                reading.taken[index] = " ".join(pair)
                continue
            guesses = self._lexicon.guesses(word, still_typing)
            if not guesses:
                continue
            taken = self._fitting(reading.taken, index, [guess.word for guess in guesses])
            reading.taken[index] = taken
            reading.corrections.append(Correction(word, taken))
            reading.guesses[index] = tuple(
                Alternative(
                    guess.word, 0.95 * (1.0 if guess.word == taken else 0.8 * guess.weight), "corrected", guess.word
                )
                for guess in guesses
            )

    def _fitting(self, taken: Sequence[str], index: int, guesses: Sequence[str]) -> str:
        """The guess that makes a known phrase with its neighbours, else the likeliest."""
        for guess in guesses:
            before = [*taken[max(0, index - 1) : index], guess]
            after = [guess, *taken[index + 1 : index + 2]]
            if any(len(pair) == 2 and self._thesaurus.senses(pair) for pair in (before, after)):
                return guess
        return guesses[0]

    def _concepts(self, reading: _Reading, places: list[tuple[int, int, Place]], unfinished: bool) -> Iterator[Concept]:
        spans: list[tuple[int, int, list[Sense], Place | None]] = [(s, e, [], place) for s, e, place in places]
        taken = {index for start, end, *_ in spans for index in range(start, end)}
        for start, end, senses in self._thesaurus.spans(reading.taken):
            if taken.isdisjoint(range(start, end)) and not (end - start == 1 and reading.taken[start] in _FILLERS):
                spans.append((start, end, senses, None))
                taken.update(range(start, end))
        everything_filler = all(word in _FILLERS for word in reading.taken)
        for index, word in enumerate(reading.taken):
            if index not in taken and (everything_filler or word not in _FILLERS):
                spans.append((index, index + 1, [], None))
        last = len(reading.typed)
        for start, end, senses, place in sorted(spans, key=lambda span: span[0]):
            yield self._concept(reading, start, end, senses, place, unfinished and end == last)

    def _concept(
        self, reading: _Reading, start: int, end: int, senses: list[Sense], place: Place | None, unfinished: bool
    ) -> Concept:
        typed = " ".join(reading.typed[start:end])
        taken = " ".join(reading.taken[start:end])
        guesses = tuple(guess for index in range(start, end) for guess in reading.guesses.get(index, ()))
        if end - start > 1:
            guesses = ()
        concept = self._plain(typed, taken, guesses, unfinished and place is None)
        if place is not None:
            return Concept(typed, (*concept.alternatives, *self._around(taken, place)), 0.6, place)
        if not reading.doubtful.isdisjoint(range(start, end)):
            return replace(concept, rarity=concept.rarity * _DOUBTFUL)
        if unfinished and not senses:
            senses = self._completed_senses(reading.taken, start, end)
        if not senses:
            return concept
        own = {alternative.text for alternative in concept.alternatives}
        together = (*concept.alternatives, *(a for a in merged(senses, self._thesaurus.inner_senses(taken.split(" "))) if a.text not in own))
        return Concept(typed, together, _LEAST_OF_SENSE + (1 - _LEAST_OF_SENSE) * self._rarity(together))

    def _around(self, taken: str, place: Place) -> Iterator[Alternative]:
        """What lies about a place: the larger place its name holds ("brixton" in "brixton hill"), and its boroughs."""
        parts = taken.split(" ")
        if place.kind == "neighbourhood":
            yield from (Alternative(part, 0.65, "expanded", part) for part in parts if len(parts) > 1 and self._places.find(part))
        if place.kind != "borough":
            yield from (Alternative(f"area:{_code(borough)}", 0.2, "code") for borough, _ in place.boroughs[:2])

    def _completed_senses(self, taken: Sequence[str], start: int, end: int) -> list[Sense]:
        """What the commonest completion of an unfinished word stands for."""
        word = taken[end - 1]
        if word in self._lexicon or len(word) < 4:
            return []
        completions = self._lexicon.completions(word, 3)
        return next(filter(None, (self._thesaurus.senses([*taken[start : end - 1], full]) for full in completions)), [])

    def _plain(self, typed: str, taken: str, guesses: tuple[Alternative, ...], unfinished: bool) -> Concept:
        """A concept of words alone: as typed, inflected, completed, corrected."""
        found = [Alternative(taken, 1.0, "typed" if typed == taken else "corrected", taken)]
        found += [guess for guess in guesses if guess.text != taken]
        parts = taken.split(" ")
        if len(parts) > 1:
            found.append(Alternative(taken, 0.6, "words"))
        else:
            found += [Alternative(other, 0.9, "inflected", other) for other in self._lexicon.inflections(taken)[:6]]
        if unfinished and len(parts) == 1:
            known = self._lexicon.count(taken) > 0
            weight = 0.35 if known else 0.8
            held = {alternative.text for alternative in found}
            completions = [word for word in self._lexicon.completions(taken) if word not in held]
            found += [Alternative(word, weight, "completed", word) for word in completions]
        return Concept(typed, tuple(found), _WORTH_OF_WORD * self._rarity(found))

    def _rarity(self, alternatives: Sequence[Alternative]) -> float:
        """How telling a concept is: by the commonest of the things that answer well for it."""
        strong = [
            alternative for alternative in alternatives if alternative.weight >= 0.7 and alternative.how != "words"
        ]
        counts = [
            self._lexicon.count(a.text) if a.how == "code" else self._lexicon.phrase_count(a.text) for a in strong
        ]
        return self._lexicon.rarity_of(max(counts, default=0))


def _code(borough: str) -> str:
    return "-".join(words(borough))


def _age(text: str) -> int | None:
    """The age in years that a text states: "17 year old", "aged 17", "17yo"."""
    found = _AGE.search(text[:MOST_CHARACTERS].casefold())
    return int(found[1] or found[2]) if found else None


def _expansions(concepts: Sequence[Concept]) -> Iterator[Expansion]:
    for concept in concepts:
        shown = [a.shown for a in concept.alternatives if a.how == "expanded" and a.shown and a.weight >= 0.5]
        if shown:
            yield Expansion(concept.typed, tuple(dict.fromkeys(shown))[:_MOST_SHOWN])
