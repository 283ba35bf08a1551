"""What a person typed, understood: concepts to look for, places, corrections and expansions.

Nothing typed is ever query syntax: it is folded to letters and digits first, and every word is quoted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from navigator.directory import Place, Places
from navigator.directory.entry import area_code
from navigator.find.correction import Corrector, Token
from navigator.find.lexicon import Lexicon
from navigator.find.thesaurus import Alternative, Sense, Thesaurus, merged
from navigator.text import words

MOST_CHARACTERS: Final = 1_000
MOST_WORDS: Final = 12
_MOST_SHOWN: Final = 4
_KEPT_CONCEPTS: Final = 256
_SHORT_START: Final = 2
_LONG_ENOUGH: Final = 4
_INFLECTED: Final = 0.9
_COMPLETED: Final = 0.8
_LONGER: Final = 0.35
_JOINED: Final = 0.95
_SCATTERED: Final = 0.6
_LARGER_PLACE: Final = 0.65
_BOROUGH_OF_PLACE: Final = 0.2
_KNOWN: Final = 0.7
_GUESSED: Final = frozenset({"inflected", "completed"})
_STRONG: Final = 0.7
_LONGEST_NAME: Final = 4
_WORTH_SAYING: Final = 0.5
_WORTH_IN_DOUBT: Final = 0.5
_WORTH_OF_PLACE: Final = 0.6
_WORTH_OF_EVERYDAY: Final = 0.25
_AGE: Final = re.compile(r"\b(\d{1,2})[ -]?(?:yrs?|years?|yo|y/o)\b|\bage[d]? (\d{1,2})\b")
_LEAST_OF_SENSE: Final = 0.5
_WORTH_OF_WORD: Final = 1.0
_RARE_WORDS: Final = 2.0
_FILLER_WORDS: Final = """
a about after aged all am an and any anyone are as at be because been being but by can cant could did do does
doesnt dont for from get gets getting go going got had has hasnt have having he help her hers him his how i if
im in into is isnt it its ive just like looking me my near need needs no not of off old on or our out please
service services she should since so some somebody someone someones somewhere support that the their them then
there they this to too up urgent us very want wants was we what when where which who whos why will with wont
would year years yo you your yr yrs
"""
_FILLERS: Final = frozenset(_FILLER_WORDS.split())
"""Words that say nothing of what is looked for; they count inside phrases ("no id"), or alone."""


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
    """One thing asked for: the phrase as typed, what answers for it (best first), and how telling it is (0 to 1).

    ``start`` is a word still being typed, which a name may go on from.
    """

    typed: str
    alternatives: tuple[Alternative, ...]
    rarity: float
    place: Place | None = None
    start: str = ""


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


class Reader:
    """Understands queries, with the words, phrases and places of one directory."""

    def __init__(self, lexicon: Lexicon, thesaurus: Thesaurus, places: Places) -> None:
        """Read queries against these words, phrases and places."""
        self._lexicon = lexicon
        self._thesaurus = thesaurus
        self._places = places
        self._corrector = Corrector(lexicon, thesaurus, places)
        self._concept = lru_cache(maxsize=_KEPT_CONCEPTS)(self._make_concept)

    def read(self, text: str, *, exact: bool = False) -> Query:
        """The query a text stands for; ``exact`` corrects nothing. Any text at all is understood, or gives nothing."""
        typed = words(text[:MOST_CHARACTERS])[:MOST_WORDS]
        if not typed:
            return Query(text)
        tokens = [Token(word, word) for word in typed]
        if text[-1:].isalnum():
            tokens[-1] = replace(tokens[-1], unfinished=True)
            if len(tokens) == 1 and len(typed[0]) <= _SHORT_START:
                return self._one_start(text, typed[0])
        if not exact:
            tokens = self._corrector.corrected(tokens)
        taken = [token.taken for token in tokens]
        places = self._places.in_text(taken)
        concepts = tuple(self._concepts(tokens, places))
        fillers_only = _FILLERS.issuperset(taken)
        return Query(
            text,
            concepts,
            tuple(_corrections(tokens)),
            tuple(_expansions(concepts)),
            next((place for _, _, place in places), None),
            tuple(word for word in taken if fillers_only or word not in _FILLERS),
            age=_age(text),
        )

    def _one_start(self, text: str, start: str) -> Query:
        """One or two letters alone: names that begin so, the word itself, and what it stands for ("dv")."""
        concept = self._concept((Token(start, start, unfinished=True),), known=True, alone=True)
        return Query(text, (concept,), expansions=tuple(_expansions([concept])), named=(start,), start=start)

    def _concepts(self, tokens: Sequence[Token], places: Sequence[tuple[int, int, Place]]) -> Iterator[Concept]:
        """The concepts of a query, in order: places claim their words first, then known phrases, then what is left."""
        taken = [token.taken for token in tokens]
        spans: dict[int, tuple[int, list[Sense], Place | None]] = {s: (e, [], place) for s, e, place in places}
        claimed = {index for start, (end, *_) in spans.items() for index in range(start, end)}
        for start, end, senses in self._thesaurus.spans(taken):
            if claimed.isdisjoint(range(start, end)) and not (end - start == 1 and taken[start] in _FILLERS):
                spans[start] = (end, senses, None)
                claimed.update(range(start, end))
        fillers_only = _FILLERS.issuperset(taken)
        for index, (word, following) in enumerate(zip(taken, [*taken[1:], ""], strict=True)):
            if following and claimed.isdisjoint((index, index + 1)) and self._lexicon.count(word + following):
                spans[index] = (index + 2, [], None)
                claimed.update((index, index + 1))
            elif index not in claimed and (fillers_only or word not in _FILLERS):
                spans[index] = (index + 1, [], None)
        alone = not any(not sense.ambiguous for _, senses, _ in spans.values() for sense in senses)
        for start, (end, senses, place) in sorted(spans.items(), key=lambda span: span[0]):
            if place is not None:
                yield self._placed(tokens[start:end], place)
            else:
                yield self._concept(tuple(tokens[start:end]), known=bool(senses), alone=alone)

    def _make_concept(self, tokens: Sequence[Token], *, known: bool, alone: bool) -> Concept:
        """A phrase and what it stands for, if it is ``known``; ``alone`` when nothing else explains the query."""
        taken = [token.taken for token in tokens]
        senses = self._thesaurus.senses(taken) if known else []
        concept = self._plain(_typed(tokens), tokens)
        if not senses and tokens[-1].unfinished:
            senses = self._completed_senses(taken)
        if not senses:
            doubtful = any(token.doubtful for token in tokens)
            return replace(concept, rarity=concept.rarity * _WORTH_IN_DOUBT) if doubtful else concept
        weaker = (replace(a, weight=a.weight * _KNOWN) if a.how in _GUESSED else a for a in concept.alternatives)
        others = self._inflected(merged(senses, self._thesaurus.inner_senses(taken), alone=alone))
        together = tuple(_best_of_each((*weaker, *others)))
        if not alone and all(sense.ambiguous for sense in senses):
            return replace(concept, alternatives=together, rarity=concept.rarity * _WORTH_OF_EVERYDAY)
        rarity = _LEAST_OF_SENSE + (1 - _LEAST_OF_SENSE) * self._rarity(together)
        return replace(concept, alternatives=together, rarity=rarity)

    def _inflected(self, alternatives: Iterable[Alternative]) -> Iterator[Alternative]:
        """The alternatives, each phrase also with its last word as listings most often write it ("recovery houses")."""
        for alternative in alternatives:
            yield alternative
            before, space, last = alternative.text.rpartition(" ")
            if space and alternative.how == "expanded":
                for other in self._lexicon.inflections(last)[:1]:
                    yield replace(alternative, text=f"{before} {other}", weight=alternative.weight * _INFLECTED)

    def _placed(self, tokens: Sequence[Token], place: Place) -> Concept:
        """A place: its name anywhere, the larger place its name holds ("brixton" in "brixton hill"), its boroughs."""
        finished = [replace(token, unfinished=False) for token in tokens]
        found = list(self._plain(_typed(tokens), finished).alternatives)
        parts = [part for token in tokens for part in token.taken.split(" ")]
        if place.kind == "neighbourhood" and len(parts) > 1:
            larger = (part for part in parts if self._places.find(part))
            found += [Alternative(part, _LARGER_PLACE, "expanded", part) for part in larger]
        if place.kind != "borough":
            found += [
                Alternative(f"area:{area_code(borough)}", _BOROUGH_OF_PLACE, "code", borough)
                for borough, _ in place.boroughs[:2]
            ]
        return Concept(_typed(tokens), tuple(found), _WORTH_OF_PLACE, place)

    def _completed_senses(self, taken: list[str]) -> list[Sense]:
        """What the commonest completion of an unfinished word stands for."""
        *before, word = taken
        if word in self._lexicon or len(word) < _LONG_ENOUGH:
            return []
        completions = self._lexicon.completions(word, 3)
        return next(filter(None, (self._thesaurus.senses([*before, full]) for full in completions)), [])

    def _plain(self, typed: str, tokens: Sequence[Token]) -> Concept:
        """A concept of words alone: as typed, corrected, inflected, completed."""
        taken = " ".join(token.taken for token in tokens)
        found = {taken: Alternative(taken, 1.0, "typed" if typed == taken else "corrected", taken)}
        if " " in taken:
            before, _, last = taken.rpartition(" ")
            for phrase in (f"{before} {form}" for form in self._lexicon.inflections(last)[:2]):
                found[phrase] = Alternative(phrase, _INFLECTED, "inflected", phrase)
            if self._lexicon.count(joined := taken.replace(" ", "")):
                found[joined] = Alternative(joined, _JOINED, "corrected", joined)
            for phrase, weight in _other_phrases(tokens):
                found.setdefault(phrase, Alternative(phrase, weight, "corrected", phrase))
            scattered = Alternative(taken, _SCATTERED, "words", taken)
            return Concept(typed, (*found.values(), scattered), self._worth_of_words(tuple(found.values())))
        (token,) = tokens
        others = list(token.guesses)
        others += [Alternative(word, _INFLECTED, "inflected", word) for word in self._lexicon.inflections(taken)[:6]]
        if token.unfinished:
            weight = _LONGER if self._lexicon.count(taken) else _COMPLETED
            if len(taken) > _SHORT_START:
                others += [Alternative(word, weight, "completed", word) for word in self._lexicon.completions(taken)]
        for other in others:
            found.setdefault(other.text, other)
        alternatives = tuple(found.values())
        start = taken if token.unfinished else ""
        return Concept(typed, alternatives, self._worth_of_words(alternatives), start=start)

    def _worth_of_words(self, alternatives: Sequence[Alternative]) -> float:
        """How telling words are that stand for nothing known: much where they are rare, as names are."""
        return float(_WORTH_OF_WORD * self._rarity(alternatives) ** _RARE_WORDS)

    def _rarity(self, alternatives: Sequence[Alternative]) -> float:
        """How telling a concept is: by the commonest of the things that answer well for it."""
        counts = (
            self._lexicon.count(a.text) if a.how == "code" else self._lexicon.phrase_count(a.text)
            for a in alternatives
            if a.weight >= _STRONG and a.how != "words"
        )
        return self._lexicon.rarity_of(max(counts, default=0))


def _best_of_each(alternatives: Iterable[Alternative]) -> Iterable[Alternative]:
    """The alternatives, of those that look for the same only the one that answers best."""
    best: dict[tuple[str, bool], Alternative] = {}
    for alternative in alternatives:
        sought = (alternative.text, alternative.how == "words")
        if sought not in best or best[sought].weight < alternative.weight:
            best[sought] = alternative
    return best.values()


def _other_phrases(tokens: Sequence[Token]) -> Iterator[tuple[str, float]]:
    """The phrases there would be with other guesses for a corrected word, and how likely each is."""
    taken = [token.taken for token in tokens]
    for at, token in enumerate(tokens):
        for guess in token.guesses:
            yield " ".join([*taken[:at], guess.text, *taken[at + 1 :]]), guess.weight


def _typed(tokens: Sequence[Token]) -> str:
    return " ".join(token.typed for token in tokens if token.typed)


def _age(text: str) -> int | None:
    """The age in years that a text states: "17 year old", "aged 17", "17yo"."""
    found = _AGE.search(text[:MOST_CHARACTERS].casefold())
    return int(found[1] or found[2]) if found else None


def _corrections(tokens: Sequence[Token]) -> Iterator[Correction]:
    for token, following in zip(tokens, (*tokens[1:], None), strict=True):
        taken = f"{token.taken} {following.taken}" if following and not following.typed else token.taken
        if token.typed and taken != token.typed:
            yield Correction(token.typed, taken)


def _expansions(concepts: Sequence[Concept]) -> Iterator[Expansion]:
    """What was looked for beside what was typed, as names; an explanation of many words is not one."""
    for concept in concepts:
        named = (a for a in concept.alternatives if a.how == "expanded" and a.weight >= _WORTH_SAYING)
        names = [a.shown for a in named if a.shown and a.shown.count(" ") < _LONGEST_NAME]
        shown = [name for name in names if not name.startswith(("a ", "an ", "the "))]
        if shown:
            yield Expansion(concept.typed, tuple(dict.fromkeys(shown))[:_MOST_SHOWN])
