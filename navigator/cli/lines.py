"""What a search found, as lines for people to read."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Final

from navigator.cli.found import Found
from navigator.cli.options import MOST_RESULTS
from navigator.directory import Vocabulary, say_distance
from navigator.find import Match, Opening, Page, Result
from navigator.find.line import line, opening_words, understood
from navigator.find.wording import listed, plural

_NOT_SAID: Final = {
    "need": "what they help with",
    "type": "what kind of service they are",
    "area": "which areas they cover",
    "route": "how to refer",
    "stance": "what they offer to someone with both needs",
    "cost": "what it costs",
    "language": "which languages they speak",
    "accessibility": "how accessible they are",
    "near": "where they are",
    "open": "when they are open",
    "drop_in": "whether people can turn up",
    "women_only": "whether they are for women only",
    "no_recourse": "whether people with no recourse to public funds may come",
    "checked": "when they were checked",
}
_FIELDS: Final = {
    "name": "its name",
    "also": "another of its names",
    "organization": "who runs it",
    "kinds": "what it is",
    "place": "where it is",
    "description": "its description",
    "details": "its details",
}
_UNDER: Final = "     "
_DOES: Final = 160


def page_lines(found: Found, vocabulary: Vocabulary) -> Iterator[str]:
    """How the query was read, the services, and what nobody has checked."""
    page, results = found.page, found.page.results
    yield from filter(None, [understood(page.query)])
    if page.query.corrections:
        yield "To search for exactly what was typed, add --exact."
    yield _total(found)
    for number, result in enumerate(results, start=1):
        if number == found.said + 1:
            yield from ("", _divider(results[found.said :]))
        yield ""
        yield from _result(number, result, page, vocabulary)
    if results:
        yield from ("", *_afterwards(results, found.total))
    if found.counts is not None:
        yield from ("", *_counts(found.counts))


def _total(found: Found) -> str:
    page, total, said = found.page, found.total, found.said
    if not total:
        return f"Nothing found. Try {'fewer filters' if page.filters.chosen() else 'fewer words, or other ones'}."
    says = plural(total, "service")
    if said < total:
        says += f". Yes to all that was asked: {said:,}; do not say: {total - said:,}"
    shown = len(page.results)
    return f"{says}." if shown == total else f"{says}. The first{f' {shown}' if shown > 1 else ''}:"


def _divider(silent: Sequence[Result]) -> str:
    filters = dict.fromkeys(name for result in silent for name in result.not_said)
    return f"--- These do not say {listed([_NOT_SAID[name] for name in filters], 'or')}:"


def _result(number: int, result: Result, page: Page, vocabulary: Vocabulary) -> Iterator[str]:
    shown = line(result, vocabulary)
    who = " · ".join(filter(None, (shown.organization, shown.areas)))
    yield f"{number:>3}. {shown.name.text}{_mark(result, shown.mark)}"
    yield _UNDER + " · ".join(filter(None, (who, _distance(result, page))))
    yield _UNDER + shorten(result.description, _DOES, placeholder=" …")
    if result.status != "closed":
        yield _UNDER + " · ".join(filter(None, (_hours(result.open), result.phone)))
        yield f"{_UNDER}Both needs: {vocabulary.label('stance', result.stance).lower()}"
    if result.not_said and len(page.filters.chosen()) > 1:
        yield f"{_UNDER}Does not say: {listed([_NOT_SAID[name] for name in result.not_said], 'or')}"
    if result.matched:
        yield f"{_UNDER}Why: {'; '.join(dict.fromkeys(_why(match) for match in result.matched))}"
    yield f"{_UNDER}More: navigator show {result.id}"


def _mark(result: Result, mark: str) -> str:
    """What to know before all else, in brackets, unless the name already says it."""
    if not mark or mark.casefold() in result.name.casefold():
        return ""
    return f" ({mark.upper() if result.status == 'closed' else mark.lower()})"


def _distance(result: Result, page: Page) -> str:
    origin = page.filters.near or page.query.place
    if result.distance_m is None or origin is None:
        return ""
    return f"{say_distance(result.distance_m)} from {origin.name}"


def _hours(opening: Opening) -> str:
    if opening.state != "unknown":
        return opening_words(opening)
    return f"Hours: {opening.says.removeprefix('Hours ').replace('Not stated', 'not stated')}"


def _why(match: Match) -> str:
    """A match in short: ``“detox” in its name``, ``“booze” found under Alcohol``; no word that is never displayed."""
    if match.how == "code":
        return f"“{match.typed}” found under {match.found}" if match.found else f"“{match.typed}” fits its listing"
    where = _FIELDS.get(match.field, "its listing")
    found = f"“{match.found}” for “{match.typed}”" if match.found not in {"", match.typed} else f"“{match.typed}”"
    return f"{found} in {where}"


def _afterwards(results: Sequence[Result], total: int) -> Iterator[str]:
    if len(results) < total:
        yield f"{total - len(results):,} more: add --limit {min(total, MOST_RESULTS)}."
    if not any(result.checked for result in results):
        yield "Nobody has checked any of these with the service. Ring before sending someone."


def _counts(counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """How many there are for each choice of each filter; a choice that nothing answers is left out."""
    for name, choices in counts.items():
        held = {code: count for code, count in choices.items() if count}
        if held and list(choices) == ["yes"]:
            yield f"--{name.replace('_', '-')}: {held['yes']}"
        elif held:
            yield f"--{name}: " + ", ".join(f"{code} {count}" for code, count in held.items())
