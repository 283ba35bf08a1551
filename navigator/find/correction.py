"""Typed words, and the words they are taken for: spelling corrected by what the directory and the field know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from navigator.directory import Places
from navigator.find.lexicon import Guess, Lexicon
from navigator.find.thesaurus import Alternative, Thesaurus

_MOST_GUESSES: Final = 4
_MOST_FITTED: Final = 8
_SURE: Final = 0.95
_DOUBTFUL: Final = 0.5
_NOT_LIKELIEST: Final = 0.8


@dataclass(frozen=True, slots=True)
class Token:
    """A typed word on its way to a concept: the word it is taken for, and what else it may be.

    ``typed`` is empty for the second half of a word that ran two together. ``unfinished`` is a word still being typed.
    ``doubtful`` is a plain English word that no listing holds: it stands, and its guesses are weak.
    """

    typed: str
    taken: str
    guesses: tuple[Alternative, ...] = ()
    unfinished: bool = False
    doubtful: bool = False


class Corrector:
    """Takes the likeliest known word for each that is not known."""

    def __init__(self, lexicon: Lexicon, thesaurus: Thesaurus, places: Places) -> None:
        """Correct by these words, phrases and places."""
        self._lexicon = lexicon
        self._thesaurus = thesaurus
        self._places = places

    def corrected(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with a known word in place of each unknown one, where there is one that may have been meant."""
        spans = self._places.in_text([token.typed for token in tokens])
        covered = {index for start, end, _ in spans for index in range(start, end)}
        found: list[Token] = []
        for index, token in enumerate(tokens):
            if index in covered or self._known(token):
                found.append(token)
            else:
                before = [token.taken for token in found[-1:]]
                after = [token.typed for token in tokens[index + 1 : index + 2]]
                found += self._guessed(token, before, after)
        return found

    def _known(self, token: Token) -> bool:
        """Whether a word, an inflection of it, or, while it is still being typed, a longer word is known."""
        lexicon, word = self._lexicon, token.typed
        if word in lexicon or (token.unfinished and lexicon.begins_a_word(word)):
            return True
        return bool(lexicon.inflections(word)) and lexicon.is_english(word)

    def _guessed(self, token: Token, before: list[str], after: list[str]) -> list[Token]:
        """One unknown word corrected: by the phrase it makes with its neighbours, else by the likeliest guess.

        A plain English word is corrected only by its neighbours; otherwise its guesses are weak alternatives.
        """
        word = token.typed
        guesses = self._lexicon.guesses(word, unfinished=token.unfinished)
        pair = self._lexicon.split(word)
        if pair and (not guesses or self._thesaurus.senses(pair)):
            return [Token(word, pair[0]), Token("", pair[1], unfinished=token.unfinished)]
        if not guesses:
            return [token]
        fitting = self._fitting(before, guesses, after)
        doubtful = not fitting and self._lexicon.is_english(word)
        likeliest = fitting or guesses[0].word
        trust = _DOUBTFUL if doubtful else _SURE
        weights = {guess.word: trust * _NOT_LIKELIEST * guess.weight for guess in guesses[:_MOST_GUESSES]}
        weights[likeliest] = trust
        alternatives = tuple(Alternative(other, weight, "corrected", other) for other, weight in weights.items())
        return [Token(word, word if doubtful else likeliest, alternatives, token.unfinished, doubtful)]

    def _fitting(self, before: list[str], guesses: Sequence[Guess], after: list[str]) -> str:
        """The guess that makes a known phrase, or part of a service's name, with its neighbours; or nothing."""
        for known in (self._thesaurus.senses, self._lexicon.in_a_name):
            for guess in guesses[:_MOST_FITTED]:
                pairs = ([*before, guess.word], [guess.word, *after])
                if any(len(pair) > 1 and known(pair) for pair in pairs):
                    return guess.word
        return ""
