"""The filters a person asked for on the command line: codes or plain labels, each checked against what there is."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from navigator.directory import Place, Places, Term, Vocabulary
from navigator.errors import UsageError
from navigator.find import CODED, OPEN_CHOICES, Filters, Search
from navigator.find.nearest import nearest, offer
from navigator.text import normal, words

_MILES: Final = 2.0


def read_filters(options: argparse.Namespace, search: Search, vocabulary: Vocabulary) -> Filters:
    """The filters that the options of ``find`` choose. Raises ``UsageError`` for a choice there is not."""
    if options.miles and not options.near:
        raise UsageError("--miles goes with --near: say near which postcode or neighbourhood.")
    known = {name: _known(taxonomy, search, vocabulary) for name, taxonomy in CODED.items()}
    known["open"] = [Term("open", code, code) for code in OPEN_CHOICES]
    coded: dict[str, Any] = {name: tuple(_codes(name, getattr(options, name), terms)) for name, terms in known.items()}
    return Filters(
        **coded,
        near=read_place(options.near, search.places) if options.near is not None else None,
        miles=options.miles or _MILES,
        drop_in=options.drop_in,
        women_only=options.women_only,
        no_recourse=options.no_recourse,
        checked=options.checked,
        silent=not options.said_only,
    )


def _known(taxonomy: str, search: Search, vocabulary: Vocabulary) -> list[Term]:
    """What may be chosen: the terms of the vocabulary, the boroughs for areas, and what else a listing carries."""
    labels = search.places.boroughs() if taxonomy == "area" else ()
    known = [*vocabulary.terms(taxonomy), *(Term(taxonomy, borough, borough) for borough in labels)]
    codes = {_slug(term.code) for term in known}
    carried = (code.partition(":")[2] for code in search.facts.codes if code.startswith(f"{taxonomy}:"))
    return known + [Term(taxonomy, code, vocabulary.label(taxonomy, code)) for code in carried if code not in codes]


def _codes(name: str, texts: Iterable[str], terms: Sequence[Term]) -> Iterator[str]:
    """The codes meant by texts that are codes or labels. A wrong one is answered by what is allowed."""
    meant = {normal(text): _slug(term.code) for term in terms for text in (term.label, term.code)}
    for text in texts:
        code = meant.get(normal(text))
        if code is None:
            everyday = {normal(also): _slug(term.code) for term in terms for also in term.also} | meant
            likely = offer(everyday[found] for found in nearest(text, everyday))
            allowed = ", ".join(_slug(term.code) for term in terms)
            raise UsageError(f"--{name} has no choice '{text}'.{likely} Allowed: {allowed}.")
        yield code


def _slug(code: str) -> str:
    """A code as the index has it."""
    return "-".join(words(code))


def read_place(text: str, places: Places) -> Place:
    """The place a text names. Raises ``UsageError`` where it names none that can be measured from."""
    place = places.find(text)
    if place is None:
        raise UsageError(
            f"'{text}' is not a place Navigator knows.{offer(nearest(text, places.names()))} "
            "Allowed: a London postcode, whole or in part (SE5 8AZ, SE5), or a neighbourhood (Peckham)."
        )
    if place.point is None:
        raise UsageError(
            f"{place.name} is a borough, so there is no one point to measure from. "
            f"Use --area '{place.name}', or --near with a postcode or a neighbourhood."
        )
    return place
