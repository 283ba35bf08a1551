"""Two services on one shortlist whose own rules leave nobody for both; never more than those rules say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from typing import Final

from navigator.check.advice import PARTNERS, shuts_out
from navigator.check.known import RulesOut
from navigator.check.result import Finding
from navigator.check.rules import Rule
from navigator.check.statements import source_words, why
from navigator.find.wording import ended
from navigator.refer.cautions import Caution
from navigator.refer.stop_facts import StopFacts

_STAYING: Final = ("hostel", "supported-housing")
"""The kinds of service that, where they are its main kind, change where somebody stays to a value of that name."""
_HOUSES: Final = frozenset(_STAYING)
_LIVES_IN: Final = re.compile(r"lives-in(?! or\b)")
_REQUIRES, _EXCLUDES, _AGE, _AREA, _HOUSING = "requires", "excludes", "age", "area", "housing"
_PASSING: Final = frozenset({_HOUSING, "mental-health", "substance-use"})
"""Facets that are seldom the same for long: what rules out today may not tomorrow."""
_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Clash:
    """A rule of one service and a rule of another that nobody meets both of."""

    rule: Rule
    other: Rule

    @property
    def hard(self) -> bool:
        """Whether neither is ever bent."""
        return self.rule.hard and self.other.hard


def between(some: Sequence[StopFacts], rules_out: RulesOut) -> Mapping[str, tuple[Caution, ...]]:
    """The cautions about two services at once, for each by id; those that have closed are left out."""
    open_ones = [facts for facts in some if facts.listing.status != "closed"]
    found: dict[str, list[Caution]] = {}
    for one, other in permutations(open_ones, 2):
        found.setdefault(one.listing.id, []).extend(_cautions(one, other, rules_out))
    return {key: tuple(sorted(each, key=lambda caution: caution.grade)[:_MOST]) for key, each in found.items()}


def _cautions(one: StopFacts, other: StopFacts, rules_out: RulesOut) -> Iterator[Caution]:
    clash = clash_of(one, other, rules_out)
    if clash:
        told = any(finding.rule in (clash.rule, clash.other) for finding in (*one.result.unmet, *other.result.unmet))
        if not told:
            yield _ruled_out(one, other, clash)
        return
    yield from _both_needs(one, other)
    yield from _staying(one, other, rules_out)


def clash_of(one: StopFacts, other: StopFacts, rules_out: RulesOut) -> Clash | None:
    """The first two rules that nobody meets both of, those never bent first; None where somebody may meet all."""
    pairs = product(_stated(one), _stated(other))
    clashes = [Clash(*pair) for pair in pairs if _clash(*pair, rules_out)]
    return min(clashes, key=lambda clash: not clash.hard, default=None)


def _stated(facts: StopFacts) -> list[Rule]:
    """The rules that a service states and answers could decide, but not those that can be challenged."""
    result = facts.result
    rules = (finding.rule for finding in (*result.met, *result.unmet, *result.unknown))
    return [rule for rule in rules if rule.criterion and rule.strength != "contested" and not rule.everybody]


def _clash(one: Rule, other: Rule, rules_out: RulesOut) -> bool:
    return _apart(one, other, rules_out) or _apart(other, one, rules_out)


def _apart(one: Rule, other: Rule, rules_out: RulesOut) -> bool:
    """Whether whoever meets one rule, which asks for something, cannot meet the other."""
    if one.facet != other.facet or one.rule != _REQUIRES:
        return False
    if one.facet == _AGE:
        return other.rule == _REQUIRES and _later(one, other)
    if one.facet == _AREA and not _lives_there(one):
        return False
    if other.rule == _EXCLUDES:
        return bool(one.values) and set(one.values) <= set(other.values)
    if one.facet == _AREA:
        return one.hard and other.hard and _lives_there(other) and set(one.values).isdisjoint(other.values)
    each = list(product(one.values, other.values))
    return bool(each) and all(_rules_out(one.facet, a, b, rules_out) for a, b in each)


def _later(one: Rule, other: Rule) -> bool:
    return one.maximum is not None and other.minimum is not None and one.maximum < other.minimum


def _lives_there(rule: Rule) -> bool:
    """Whether it is only ever for people who live in its boroughs: nobody lives in two, as they may have two ties."""
    return bool(rule.criterion and _LIVES_IN.match(rule.criterion.note or ""))


def _rules_out(facet: str, one: str, other: str, rules_out: RulesOut) -> bool:
    return other in rules_out.get((facet, one), ()) or one in rules_out.get((facet, other), ())


def _ruled_out(one: StopFacts, other: StopFacts, clash: Clash) -> Caution:
    usually = "" if clash.hard else "usually "
    once = " at any one time" if clash.rule.facet in _PASSING else ""
    here, there = _words(clash.rule, one), _words(clash.other, other)
    return Caution(
        kind="pair",
        grade="first" if clash.hard else "know",
        says=f"This and {other.listing.name} {usually}rule each other out{once}. Here: {here} There: {there}",
        do="Choose the one that fits, or ask both.",
        source=_sources(clash.rule, clash.other),
        url=(clash.rule.source.url or "") if clash.rule.source else "",
        label="Not both" if clash.hard else "",
    )


def _both_needs(one: StopFacts, other: StopFacts) -> Iterator[Caution]:
    """Each is for one need and shuts out the other: somebody with both can be sent to and fro."""
    for mine, theirs in permutations(PARTNERS, 2):
        here, there = _shutting(one, mine, theirs), _shutting(other, theirs, mine)
        if here and there:
            yield Caution(
                kind="pair",
                grade="know",
                says=f"This and {other.listing.name} may each send somebody with both needs to the other. "
                f"Here: {_words(here, one)} There: {_words(there, other)}",
                do="Ask the two of them for a joint appointment.",
                source=_sources(here, there),
                url=(here.source.url or "") if here.source else "",
            )


def _shutting(facts: StopFacts, need: str, other: str) -> Rule | None:
    """The rule by which a service for one need shuts out the other."""
    if not facts.listing.needs or facts.listing.needs[0] not in PARTNERS[need]:
        return None
    result = facts.result
    rules = (finding.rule for finding in (*result.unmet, *result.unknown))
    return next((rule for rule in rules if rule.facet == other and shuts_out(rule)), None)


def _staying(one: StopFacts, other: StopFacts, rules_out: RulesOut) -> Iterator[Caution]:
    """Staying at one changes where somebody stays, which a rule of the other, that houses people too, asks about."""
    stays = [kind for kind in one.listing.service_types[:1] if kind in _STAYING]
    houses = not _HOUSES.isdisjoint(other.listing.service_types[:1])
    for rule in _stated(other) if stays and houses else ():
        if (rule.facet, rule.rule) == (_HOUSING, _REQUIRES) and rule.hard:
            against = product(stays, rule.values)
            if all(_rules_out(_HOUSING, kind, value, rules_out) for kind, value in against):
                yield Caution(
                    kind="pair",
                    grade="know",
                    says=f"Once somebody stays here, {other.listing.name} may no longer take them. "
                    f"There: {_words(rule, other)}",
                    do="Ask them both which should come first.",
                    source=source_words(rule),
                    url=(rule.source.url or "") if rule.source else "",
                )


def _words(rule: Rule, facts: StopFacts) -> str:
    """A rule in one sentence, without all that its page adds."""
    return ended(why(Finding(rule, None, ""), facts.vocabulary).partition(". ")[0])


def _sources(*rules: Rule) -> str:
    return "; ".join(dict.fromkeys(map(source_words, rules)))
