"""Ways on from nothing found, or next to nothing: what to change in the question, and what that would give."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import chain, islice
from typing import Any, Final

from navigator.directory import Vocabulary
from navigator.find.filters import Filters
from navigator.find.menu import chips, say_miles
from navigator.find.query import Query
from navigator.find.search import Search
from navigator.find.wording import listed, plural
from navigator.text import words

_MOST: Final = 5
_MOST_TRIED: Final = 7
"""With the question itself, and the two questions that always have an answer, ten searches."""
_MOST_MEANT: Final = 2
_SHORTEST: Final = 4
"""Shorter words than this are like too many others to be offered."""
_WIDER: Final = ((2.0, 5.0), (5.0, 10.0))
"""From up to so many miles to how many."""
_USUAL: Final[dict[str, Any]] = {field.name: field.default for field in fields(Filters)}


@dataclass(frozen=True, slots=True)
class Loosening:
    """Another question, what changes with it and what it gives, in words, and how many services answer."""

    says: str
    text: str
    filters: Filters
    total: int


@dataclass(frozen=True, slots=True)
class _Change:
    """A question to try: how near it is to the one that was asked (0 is nearest), and what changes, in words."""

    step: int
    says: str
    text: str
    filters: Filters


def loosenings(
    search: Search, text: str, filters: Filters, vocabulary: Vocabulary, *, exact: bool = False
) -> tuple[Loosening, ...]:
    """Questions near this one that more services answer, the nearest first, at most five.

    Words it may have meant come first, then what is done about silence, a longer way, each filter left out, each word
    left out. Where none of these helps: all services of the chosen areas, or of the directory. None where it is empty.
    ``exact`` is how the question was asked; in the others spelling is put right.
    """
    found = search.total(text, filters, exact=exact)
    spelt = [_Change(0, "With the spelling put right", text, filters)] if exact else []
    changes = islice(_once(chain(spelt, _changes(search, text, filters, vocabulary))), _MOST_TRIED)
    tried = [(change, search.total(change.text, change.filters)) for change in changes]
    helping = [(change, total) for change, total in tried if total > found]
    helping.sort(key=lambda one: (one[0].step, -one[1]))
    if helping:
        return tuple(_loosening(change, total) for change, total in helping[:_MOST])
    everything = (
        (change, search.total(change.text, change.filters)) for change in _everything(filters, search, vocabulary)
    )
    return tuple(_loosening(change, total) for change, total in everything if total > found)[:1]


def _changes(search: Search, text: str, filters: Filters, vocabulary: Vocabulary) -> Iterator[_Change]:
    query = search.read(text)
    names = _chosen_names(search, filters, vocabulary)
    yield from islice(_meant(search, query, filters), _MOST_MEANT)
    if not filters.silent:
        yield _Change(1, "With those that do not say", text, replace(filters, silent=True))
    wider = next((miles for most, miles in _WIDER if filters.miles <= most), None)
    if filters.near is not None and wider is not None:
        says = f"Within {say_miles(wider)} of {filters.near.name}"
        yield _Change(2, says, text, replace(filters, miles=wider))
    if text.strip() and len(names) > 1:
        yield _Change(4, "Without any filter", text, Filters())
    for name, says in names.items():
        without = replace(filters, **{name: _USUAL[name]})
        if text.strip() or without.chosen():
            yield _Change(3, f"Without {says}", text, without)
    yield from _words_left_out(query, filters)


def _once(changes: Iterable[_Change]) -> Iterator[_Change]:
    """The changes without those that come to the same question as one before."""
    seen = set()
    for change in changes:
        if (question := (change.text, change.filters)) not in seen:
            seen.add(question)
            yield change


def _meant(search: Search, query: Query, filters: Filters) -> Iterator[_Change]:
    """The query with another word for one that no listing holds and that was not put right already."""
    taken = {made.to for made in query.corrections}
    typed = words(query.text)
    for at, word in enumerate(typed):
        likely = (other for other in search.meant(word) if other not in taken and len(other) >= _SHORTEST)
        for other in islice(likely, _MOST_MEANT):
            yield _Change(0, f"Did you mean “{other}”?", " ".join([*typed[:at], other, *typed[at + 1 :]]), filters)


def _words_left_out(query: Query, filters: Filters) -> Iterator[_Change]:
    """The query without each thing it asks for, the least telling first."""
    typed = words(query.text)
    for concept in sorted(query.concepts, key=lambda concept: concept.rarity):
        part = concept.typed.split(" ")
        at = next((at for at in range(len(typed)) if typed[at : at + len(part)] == part), None)
        alone = len(query.concepts) == 1
        if at is not None and (not alone or filters.chosen()):
            left = "" if alone else " ".join(typed[:at] + typed[at + len(part) :])
            yield _Change(5, f"Without “{concept.typed}”", left, filters)


def _everything(filters: Filters, search: Search, vocabulary: Vocabulary) -> Iterator[_Change]:
    """Questions that are always answered, where anything is in the directory."""
    areas = Filters(area=filters.area)
    if filters.area:
        names = [chip.label for chip in chips(areas, vocabulary, search.places.boroughs())]
        yield _Change(6, f"Everything for {listed(names, 'or')}", "", areas)
    yield _Change(7, "The whole directory", "", Filters())


def _chosen_names(search: Search, filters: Filters, vocabulary: Vocabulary) -> dict[str, str]:
    """What each chosen filter is called where it is left out: ``“Lambeth” or “Lewisham”``."""
    labels: dict[str, list[str]] = {}
    for chip in chips(replace(filters, silent=True), vocabulary, search.places.boroughs()):
        labels.setdefault(chip.filter, []).append(f"“{chip.label}”")
    return {name: listed(its, "or") for name, its in labels.items()}


def _loosening(change: _Change, total: int) -> Loosening:
    services = plural(total, "service")
    says = f"{change.says} {services}" if change.says.endswith("?") else f"{change.says}: {services}"
    return Loosening(says, change.text, change.filters, total)
