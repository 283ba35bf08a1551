"""What a person typed, understood: concepts to look for, places, corrections and expansions.

Nothing typed is ever query syntax: it is folded to letters and digits first, and every word is quoted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from navigator.directory import Place, Places
from navigator.find.lexicon import Guess, Lexicon
from navigator.find.thesaurus import Alternative, Sense, Thesaurus, merged
from navigator.text import words

MOST_CHARACTERS: Final = 1_000
MOST_WORDS: Final = 12
_MOST_SHOWN: Final = 4
_DOUBTFUL: Final = 0.5
_MOST_GUESSES: Final = 4
_WORTH_OF_PLACE: Final = 0.6
_WORTH_OF_EVERYDAY: Final = 0.25
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
class _Token:
    """A typed word on its way to a concept: the word it is taken for, and what else it may be.

    ``typed`` is empty for the second half of a word that ran two together. ``doubtful`` is a plain English word that
    no listing holds: it stands, and its guesses are weak.
    """

    typed: str
    taken: str
    guesses: tuple[Alternative, ...] = ()
    doubtful: bool = False


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
        tokens = [_Token(word, word) for word in typed]
        if not exact:
            tokens = self._corrected(tokens, unfinished)
        taken = [token.taken for token in tokens]
        places = self._places.in_text(taken)
        concepts = list(self._concepts(tokens, places, unfinished))
        fillers_only = all(word in _FILLERS for word in taken)
        return Query(
            text,
            tuple(concepts),
            tuple(_corrections(tokens)),
            tuple(_expansions(concepts)),
            next((place for _, _, place in places), None),
            tuple(word for word in taken if fillers_only or word not in _FILLERS),
            age=_age(text),
        )

    def _one_start(self, text: str, start: str) -> Query:
        """One or two letters alone: names that begin so, and the word itself."""
        concept = self._plain(start, start, (), unfinished=False)
        return Query(text, (concept,), named=(start,), start=start)

    def _corrected(self, tokens: list[_Token], unfinished: bool) -> list[_Token]:
        """The tokens with a known word in place of each unknown one, where there is one that may have been meant."""
        covered = {i for start, end, _ in self._places.in_text([t.typed for t in tokens]) for i in range(start, end)}
        found: list[_Token] = []
        for index, token in enumerate(tokens):
            still_typing = unfinished and index == len(tokens) - 1
            if index in covered or self._known(token.typed, still_typing=still_typing):
                found.append(token)
            else:
                found += self._guessed(token, found[-1:], tokens[index + 1 : index + 2], still_typing)
        return found

    def _known(self, word: str, *, still_typing: bool) -> bool:
        """Whether a word, an inflection of it, or, while it is still being typed, a longer word is known."""
        lexicon = self._lexicon
        return word in lexicon or bool(lexicon.inflections(word)) or (still_typing and lexicon.begins_a_word(word))

    def _guessed(self, token: _Token, before: list[_Token], after: list[_Token], still_typing: bool) -> list[_Token]:
        """One unknown word corrected: by the phrase it makes with its neighbours, else by the likeliest guess.

        A plain English word is corrected only by its neighbours; otherwise its guesses are weak alternatives.
        """
        word = token.typed
        guesses = self._lexicon.guesses(word, still_typing)
        pair = self._lexicon.split(word)
        if pair and (not guesses or self._thesaurus.senses(pair)):
            return [_Token(word, pair[0]), _Token("", pair[1])]
        if not guesses:
            return [token]
        fitting = self._fitting([t.taken for t in before], [guess.word for guess in guesses], [t.typed for t in after])
        doubtful = not fitting and self._lexicon.is_english(word)
        likeliest = fitting or guesses[0].word
        trust = _DOUBTFUL if doubtful else 0.95
        weighed = tuple(
            Alternative(
                guess.word, trust * (1.0 if guess.word == likeliest else 0.8 * guess.weight), "corrected", guess.word
            )
            for guess in guesses[:_MOST_GUESSES]
        )
        return [_Token(word, word if doubtful else likeliest, weighed, doubtful)]

    def _fitting(self, before: list[str], guesses: list[str], after: list[str]) -> str:
        """The guess that makes a known phrase with its neighbours, or nothing."""
        for guess in guesses:
            pairs = ([*before, guess], [guess, *after])
            if any(len(pair) > 1 and self._thesaurus.senses(pair) for pair in pairs):
                return guess
        return ""

    def _concepts(
        self, tokens: list[_Token], places: list[tuple[int, int, Place]], unfinished: bool
    ) -> Iterator[Concept]:
        """The concepts of a query, in order: places first claim their words, then known phrases, then what is left."""
        taken = [token.taken for token in tokens]
        spans: dict[int, tuple[int, list[Sense], Place | None]] = {s: (e, [], place) for s, e, place in places}
        claimed = {index for start, (end, *_) in spans.items() for index in range(start, end)}
        for start, end, senses in self._thesaurus.spans(taken):
            if claimed.isdisjoint(range(start, end)) and not (end - start == 1 and taken[start] in _FILLERS):
                spans[start] = (end, senses, None)
                claimed.update(range(start, end))
        fillers_only = all(word in _FILLERS for word in taken)
        for index, word in enumerate(taken):
            if index not in claimed and (fillers_only or word not in _FILLERS):
                spans[index] = (index + 1, [], None)
        clear = [start for start, (_, senses, _) in spans.items() if any(not sense.ambiguous for sense in senses)]
        for start, (end, senses, place) in sorted(spans.items(), key=lambda span: span[0]):
            yield self._concept(tokens[start:end], senses, place, unfinished and end == len(tokens), alone=not clear)

    def _concept(
        self, tokens: list[_Token], senses: list[Sense], place: Place | None, unfinished: bool, *, alone: bool
    ) -> Concept:
        typed = " ".join(token.typed for token in tokens if token.typed)
        words_taken = [token.taken for token in tokens]
        taken = " ".join(words_taken)
        guesses = tokens[0].guesses if len(tokens) == 1 else ()
        concept = self._plain(typed, taken, guesses, unfinished and place is None)
        if place is not None:
            return Concept(typed, (*concept.alternatives, *self._around(taken, place)), _WORTH_OF_PLACE, place)
        if not senses and any(token.doubtful for token in tokens):
            return replace(concept, rarity=concept.rarity * _DOUBTFUL)
        if unfinished and not senses:
            senses = self._completed_senses(words_taken)
        if not senses:
            return concept
        own = {alternative.text for alternative in concept.alternatives}
        others = merged(senses, self._thesaurus.inner_senses(words_taken), alone=alone)
        together = (*concept.alternatives, *(other for other in others if other.text not in own))
        if not alone and all(sense.ambiguous for sense in senses):
            return Concept(typed, together, concept.rarity * _WORTH_OF_EVERYDAY)
        return Concept(typed, together, _LEAST_OF_SENSE + (1 - _LEAST_OF_SENSE) * self._rarity(together))

    def _around(self, taken: str, place: Place) -> Iterator[Alternative]:
        """What lies about a place: the larger place its name holds ("brixton" in "brixton hill"), and its boroughs."""
        parts = taken.split(" ")
        if place.kind == "neighbourhood":
            yield from (
                Alternative(part, 0.65, "expanded", part)
                for part in parts
                if len(parts) > 1 and self._places.find(part)
            )
        if place.kind != "borough":
            yield from (Alternative(f"area:{_code(borough)}", 0.2, "code") for borough, _ in place.boroughs[:2])

    def _completed_senses(self, taken: list[str]) -> list[Sense]:
        """What the commonest completion of an unfinished word stands for."""
        *before, word = taken
        if word in self._lexicon or len(word) < 4:
            return []
        completions = self._lexicon.completions(word, 3)
        return next(filter(None, (self._thesaurus.senses([*before, full]) for full in completions)), [])

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


def _corrections(tokens: Sequence[_Token]) -> Iterator[Correction]:
    for token, following in zip(tokens, (*tokens[1:], None), strict=True):
        taken = f"{token.taken} {following.taken}" if following and not following.typed else token.taken
        if token.typed and taken != token.typed:
            yield Correction(token.typed, taken)


def _expansions(concepts: Sequence[Concept]) -> Iterator[Expansion]:
    for concept in concepts:
        shown = [a.shown for a in concept.alternatives if a.how == "expanded" and a.shown and a.weight >= 0.5]
        if shown:
            yield Expansion(concept.typed, tuple(dict.fromkeys(shown))[:_MOST_SHOWN])
