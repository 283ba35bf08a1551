"""Rules that contradict one another, and rules that nobody could meet together.

What is said to be impossible is: rules are read as Check reads them, and a person is any age with any set of answers
that no two rule each other out. Only hard rules that answers decide can shut everybody out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from navigator.check.answers import OLDEST
from navigator.check.known import RulesOut
from navigator.check.rules import COVERS, Rule, Scope
from navigator.directory import Criterion
from navigator.find.rules import rule_sentence
from navigator.find.wording import listed
from navigator.listings.form.reference import Reference
from navigator.listings.form.typed import Problem, number_in, rows_in, text_in, texts_in

_AGE, _AREA, _OTHER = "age", "area", "other"
_RULES: Final = ("requires", "excludes", "prioritises")
_MAY_BE_CONTESTED: Final = frozenset({"mental-health", "substance-use"})


class Placed(NamedTuple):
    """A rule and where it was typed: ``"eligibility.2"``, ``"areas"`` for the areas a service covers."""

    place: str
    rule: Rule


def criterion_in(row: Mapping[str, Any]) -> Criterion | None:
    """The rule that somebody typed; None while its facet or what it does is missing."""
    facet, rule = text_in(row, "facet"), text_in(row, "rule")
    if not facet or rule not in _RULES:
        return None
    values = tuple(value for _, value in texts_in(row, "values"))
    ages = number_in(row, "min"), number_in(row, "max")
    note, source = text_in(row, "note") or None, number_in(row, "source") or 0
    return Criterion(facet, rule, text_in(row, "strength"), values, *ages, note, source)


def rule_problems(fields: Mapping[str, Any], reference: Reference) -> Iterator[Problem]:
    """What is wrong with the rules of a listing as they stand together, and with each by itself."""
    stated = [(place, one) for place, row in rows_in(fields, "eligibility") if (one := criterion_in(row))]
    for place, criterion in stated:
        yield from _alone(place, criterion)
    yield from _contrary(stated, reference)
    placed = [Placed(place, read_rule(one, reference.scope)) for place, one in stated if not _is_reversed(one)]
    areas = tuple(area for _, area in texts_in(fields, "areas"))
    for clash in impossible([*placed, *_covers(areas, reference.scope)], reference.rules_out, reference.scope):
        yield from _told(clash, dict(stated), reference)


def read_rule(criterion: Criterion, scope: Scope) -> Rule:
    """A rule as Check reads it."""
    values, everybody = scope.read(criterion.facet, criterion.rule, criterion.values)
    ages = criterion.minimum, criterion.maximum
    return Rule(
        criterion.facet, criterion.rule, criterion.strength, tuple(values), *ages, None, criterion, everybody=everybody
    )


def impossible(rules: Sequence[Placed], rules_out: RulesOut, scope: Scope) -> Iterator[tuple[Placed, ...]]:
    """For each facet whose hard rules nobody could meet together, rules of which none can go without making it so."""
    hard = [each for each in rules if each.rule.hard and each.rule.computed and each.rule.rule != "prioritises"]
    for facet in dict.fromkeys(each.rule.facet for each in hard):
        core = [each for each in hard if each.rule.facet == facet and not each.rule.everywhere]
        if _possible(core, facet, rules_out, scope):
            continue
        for each in tuple(core):
            fewer = [other for other in core if other is not each]
            if not _possible(fewer, facet, rules_out, scope):
                core = fewer
        yield tuple(core)


def _possible(rules: Sequence[Placed], facet: str, rules_out: RulesOut, scope: Scope) -> bool:
    if facet == _AGE:
        return any(
            all((rule.rule == "excludes") != rule.takes_age(age) for _, rule in rules) for age in range(OLDEST + 1)
        )
    asked = [frozenset(rule.values) for _, rule in rules if rule.rule != "excludes"]
    every = scope.values.get(facet, frozenset())
    if scope.read(facet, "requires", tuple(every))[1]:
        asked.append(every)
    shut = frozenset(value for _, rule in rules if rule.rule == "excludes" for value in rule.values)
    return _answerable(sorted((values - shut for values in asked), key=len), frozenset(), facet, rules_out)


def _answerable(asked: Sequence[frozenset[str]], said: frozenset[str], facet: str, rules_out: RulesOut) -> bool:
    """Whether answers can hold one value of each set, with no two that rule each other out."""
    rest = [values for values in asked if not values & said]
    if not rest:
        return True
    return any(
        _answerable(rest[1:], said | {value}, facet, rules_out)
        for value in sorted(rest[0])
        if not any(_apart(value, other, facet, rules_out) for other in said)
    )


def _apart(one: str, other: str, facet: str, rules_out: RulesOut) -> bool:
    return other in rules_out.get((facet, one), ()) or one in rules_out.get((facet, other), ())


def _covers(areas: Sequence[str], scope: Scope) -> Iterator[Placed]:
    if boroughs := scope.areas(areas):
        yield Placed("areas", Rule(_AREA, COVERS, "hard", boroughs, None, None, None, None))


def _told(clash: Sequence[Placed], stated: Mapping[str, Criterion], reference: Reference) -> Iterator[Problem]:
    """A problem beside each of the rules that nobody could meet together, naming the others."""
    for place, _ in clash:
        if place not in stated:
            continue
        others = [_named(other, stated, reference) for other, _ in clash if other != place]
        together = f" together with {listed(others, 'and')}" if others else ""
        yield Problem(
            place, f"Nobody could meet this{together}. Change or remove one, or make one “usually”.", blocks=True
        )


def _named(place: str, stated: Mapping[str, Criterion], reference: Reference) -> str:
    if place not in stated:
        return "the areas it covers"
    said = rule_sentence(stated[place], reference.vocabulary).rstrip(".")
    return f"rule {place.rpartition('.')[2]} (“{said}”)"


def _contrary(stated: Sequence[tuple[str, Criterion]], reference: Reference) -> Iterator[Problem]:
    """Values that one rule shuts out and another asks for or puts first."""
    for place, criterion in stated:
        if criterion.rule != "excludes":
            continue
        for other, asks in stated:
            if asks.rule == "excludes" or asks.facet != criterion.facet:
                continue
            both = [value for value in criterion.values if value in asks.values]
            if both:
                labels = listed((_label(criterion.facet, value, reference) for value in both), "and")
                does = "requires" if asks.rule == "requires" else "gives priority to"
                says = f"This excludes “{labels}”, which rule {other.rpartition('.')[2]} {does}. Change one of them."
                yield Problem(place, says, blocks=False)


def _label(facet: str, value: str, reference: Reference) -> str:
    return value if facet == _AREA else reference.vocabulary.label(f"value.{facet}", value)


def _is_reversed(criterion: Criterion) -> bool:
    least, most = criterion.minimum, criterion.maximum
    return least is not None and most is not None and most < least


def _alone(place: str, criterion: Criterion) -> Iterator[Problem]:
    """What is odd in one rule, whatever the others are."""
    ages = criterion.minimum is not None or criterion.maximum is not None
    if criterion.facet == _AGE and not ages:
        yield Problem(f"{place}.min", "Give the lowest or the highest age.", blocks=True)
    if _is_reversed(criterion):
        yield Problem(f"{place}.max", "The highest age is below the lowest. Change one of them.", blocks=True)
    if criterion.facet == _AGE and criterion.values:
        yield Problem(f"{place}.values", "A rule about age has ages and no other values. Take them out.", blocks=True)
    if criterion.facet != _AGE and ages:
        yield Problem(f"{place}.min", "Only a rule about age has ages. Make it a rule of its own.", blocks=True)
    if criterion.facet == _OTHER and not criterion.note:
        yield Problem(f"{place}.note", "Say in the note what this rule asks.", blocks=False)
    if criterion.strength == "contested" and (
        criterion.rule == "prioritises" or criterion.facet not in _MAY_BE_CONTESTED
    ):
        says = "Only a refusal because of mental health or substance use can be contested. Choose hard or usually."
        yield Problem(f"{place}.strength", says, blocks=False)
