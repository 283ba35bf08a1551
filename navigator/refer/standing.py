"""A service's rules for the worker's sheet: as its listing states them, or by where somebody stands to them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from navigator.check.result import Finding, Result
from navigator.check.rules import Rule
from navigator.check.statements import AREAS, NO_DATE, Statement, statements
from navigator.directory import Listing, Source, Vocabulary
from navigator.find.rules import rule_sentence
from navigator.find.wording import ended, plain_date

USUAL: Final = "[Usual, not fixed]"
CONTESTED: Final = "[Contested]"
_MARKS: Final = {"discretionary": USUAL, "contested": CONTESTED}
_NAMES: Final = {
    "unmet": "Not met",
    "unknown": "To be asked",
    "also-ask": "To be asked",
    "first-for": "They put this first",
    "met": "Met",
}


def stated(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    """Its rules in its own order, each marked where it is not fixed, with the page it is from."""
    for rule in listing.eligibility:
        mark = "" if rule.rule == "prioritises" else _MARKS.get(rule.strength, "")
        yield _line(rule_sentence(rule, vocabulary), mark, _page(listing.source(rule.source)))


def stood(result: Result, vocabulary: Vocabulary) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Its rules by where somebody stands to them, without the words of what was said; none where it has none."""
    lines: dict[str, tuple[str, ...]] = {}
    for one in statements(_muted(result), vocabulary):
        name = _NAMES[one.kind]
        lines[name] = (*lines.get(name, ()), _held(one))
    return tuple(lines.items())


def in_order(result: Result, listing: Listing) -> list[Rule]:
    """Its rules in the order of the listing, that of the areas it covers last, whatever was said of them."""
    order = {rule: place for place, rule in enumerate(listing.eligibility)}
    found = [each.rule for some in (result.met, result.unmet, result.unknown, result.also_ask) for each in some]
    return sorted(found, key=lambda rule: order[rule.criterion] if rule.criterion else len(order))


def _held(one: Statement) -> str:
    mark = CONTESTED if one.contested else "" if one.hard or one.kind == "first-for" else USUAL
    text = f"{one.text} {ended(one.note)}" if one.note else one.text
    return _line(text, mark, one.source.removeprefix(AREAS).strip(" ()"))


def _line(text: str, mark: str, source: str) -> str:
    return " ".join(filter(None, (text, mark, source and f"({source})")))


def _page(source: Source | None) -> str:
    if source is None:
        return ""
    return f"{source.title}, {plain_date(source.page_date) if source.page_date else NO_DATE}"


def _muted(result: Result) -> Result:
    def muted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(replace(finding, said="") for finding in findings)

    return replace(
        result,
        met=muted(result.met),
        unmet=muted(result.unmet),
        unknown=muted(result.unknown),
        also_ask=muted(result.also_ask),
        first_for=muted(result.first_for),
    )
