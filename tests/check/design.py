"""The rules of DESIGN.md, "Three-valued eligibility", written again from its words, to hold the program against.

It reads listings and answers and nothing else of the program.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from navigator.check.answers import Answers
from navigator.directory import Criterion, Listing
from tests.check.generated import VALUES

ONE_AT_A_TIME = ("housing", "recourse", "gp")
TRUE_OF_EVERYBODY = ("gender", "housing", "recourse", "gp")
EVERYWHERE = {"England", "UK"}
OUT = {
    ("gender", "man"): {"woman"},
    ("gender", "woman"): {"man"},
    ("substance-use", "abstinent"): {"alcohol-current", "drugs-current"},
}


@dataclass(frozen=True)
class Judgement:
    """What a service comes to: its outcome, whether it takes anyone, and the facets of rules that are not known.

    ``to_settle`` are those that stand in the way; ``unknown`` has those as well that decide where an open place is.
    """

    outcome: str
    takes_anyone: bool
    to_settle: set[str]
    unknown: set[str]
    hard: bool
    soft: bool


def said(answers: Answers, facet: str, value: str) -> bool | None:
    """Whether a value was said yes to, or no; None for not said."""
    if (facet, value) in answers.yes:
        return True
    yes = {each for its, each in answers.yes if its == facet}
    ruled_out = facet == "area" or facet in ONE_AT_A_TIME or "none" in yes
    if (facet, value) in answers.no or (yes and ruled_out) or any(value in OUT.get((facet, one), ()) for one in yes):
        return False
    return None


def boroughs(areas: Iterable[str], london: Iterable[str]) -> list[str]:
    """Areas as boroughs; London is all of them."""
    return [borough for area in areas for borough in (london if area == "London" else (area,))]


def holds(rule: Criterion, answers: Answers, london: Iterable[str]) -> bool | None:
    """Whether one rule with values, or one of age, is met.

    What shuts out a whole country makes no sense, and is read by the names that are in it.
    """
    values = list(rule.values)
    if rule.facet == "area" and EVERYWHERE.isdisjoint(values):
        values = boroughs(values, london)
    if rule.facet == "age":
        if answers.age is None:
            return None
        inside = (rule.minimum or 0) <= answers.age and (rule.maximum is None or answers.age <= rule.maximum)
        return inside == (rule.rule == "requires")
    if rule.facet == "area" and rule.rule == "requires" and EVERYWHERE & set(values):
        return True
    each = [said(answers, rule.facet, value) for value in values]
    if any(each):
        return rule.rule == "requires"
    return None if None in each else rule.rule == "excludes"


def judge(listing: Listing, answers: Answers, london: Iterable[str]) -> Judgement:
    """What a service comes to for these answers."""
    stated = [rule for rule in listing.eligibility if rule.rule != "prioritises"]
    computed = [rule for rule in stated if rule.facet == "age" or (rule.values and rule.facet != "other")]
    other = any(rule.strength == "hard" and rule not in computed for rule in stated)
    stands = [(rule, holds(rule, answers, london)) for rule in computed]
    covered = [(rule, holds(rule, answers, london)) for rule in _covered(listing)]
    hard = any(held is False and rule.strength == "hard" for rule, held in (*stands, *covered))
    soft = any(held is False and rule.strength != "hard" for rule, held in stands)
    doubt = hard or soft or other or listing.status == "unclear" or not (stated or listing.open_access)
    matters = {rule.facet for rule, held in stands if held is None and not _whoever(rule)}
    where = {rule.facet for rule, held in covered if held is None}
    if not listing.open_access:
        matters |= where
    unknown = any(held is None for _, held in (*stands, *covered))
    if hard and not listing.anyone_may_apply:
        outcome = "says-no"
    else:
        outcome = "worth-asking" if doubt or unknown else "meets-rules"
    return Judgement(outcome, unknown and not doubt and not matters, matters, matters | where, hard, soft)


def _covered(listing: Listing) -> Iterator[Criterion]:
    if listing.areas:
        yield Criterion("area", "requires", "hard", listing.areas, None, None, None, 1)


def _whoever(rule: Criterion) -> bool:
    """Whether one value it asks for or another is true of everybody."""
    return rule.rule == "requires" and rule.facet in TRUE_OF_EVERYBODY and set(rule.values) >= set(VALUES[rule.facet])
