"""Listings and answers for hypothesis to make: any rules, anything said."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from navigator.check.answers import OLDEST, Answers
from navigator.check.known import Known
from navigator.check.questions import read_questions
from navigator.check.result import Result, evaluate
from navigator.check.rules import Scope
from navigator.directory import Criterion, Flexibility, Hours, Listing, Organization, Source, Stance, Vocabulary
from navigator.directory.vocabulary import read_vocabulary
from navigator.resources import resource

VOCABULARY = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
BOROUGHS = ("Camden", "Lambeth", "Lewisham", "Southwark")
SCOPE = Scope.of(VOCABULARY, BOROUGHS)
QUESTIONS = read_questions()
RULES_OUT = QUESTIONS.rules_out
VALUES: dict[str, tuple[str, ...]] = {
    facet: BOROUGHS if facet == "area" else VOCABULARY.codes(f"value.{facet}")
    for facet in VOCABULARY.codes("facet")
    if facet not in {"age", "other"}
}
PAIRS = sorted((facet, value) for facet, values in VALUES.items() for value in values)
FEW = ("housing", "gender", "recourse", "substance-use", "mental-health", "area")
"""Facets that rules and answers are about more often than by chance, so that they meet."""

PLACE = Listing(
    id="night-stop", name="Night Stop", alternate_names=(), organization=Organization("Harbour", "charity", None),
    description="A warm place.", status="active", needs=("homelessness",), service_types=("advice",), areas=(),
    delivery=(), referral_routes=("self",), how_to_refer=None, url=None, email=None, phones=(), locations=(),
    hours=Hours(None, None, None), hours_date="", cost=None, cost_note=None, languages=(), interpreting=None,
    required_documents=(), open_access=False, anyone_may_apply=False, eligibility=(),
    stance=Stance("not-stated", None, None), approaches=(), flexibility=Flexibility(), transitions=(), links=(),
    verifications=(), sources=(Source(1, "https://example.org", "Their page", "2024-06"),),
)  # fmt: skip

facets = st.one_of(st.sampled_from(FEW), st.sampled_from(sorted(VALUES)))
kinds = st.sampled_from(["requires", "requires", "excludes", "prioritises"])
strengths = st.sampled_from(["hard", "hard", "discretionary", "contested"])
ages = st.one_of(st.none(), st.integers(0, OLDEST), st.sampled_from([16, 17, 18, 25]))


@st.composite
def criteria(draw: st.DrawFn) -> Criterion:
    """Any rule that a form takes."""
    kind, strength = draw(kinds), draw(strengths)
    form = draw(st.sampled_from(["values", "values", "values", "every", "age", "other", "note"]))
    if form == "age":
        low, high = sorted(draw(st.tuples(st.integers(0, 70), st.integers(0, 70))))
        minimum, maximum = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
        return Criterion("age", kind, strength, (), minimum, maximum, None, 1)
    if form == "other":
        return Criterion("other", kind, strength, (), None, None, "Unwilling to use other services.", 1)
    facet = draw(facets)
    if form == "note":
        return Criterion(facet, kind, strength, (), None, None, "Case by case.", 1)
    areas = ("London", "England", "UK") if facet == "area" else ()
    some = st.lists(st.sampled_from(VALUES[facet] + areas), min_size=1, max_size=4, unique=True)
    values = VALUES[facet] if form == "every" else draw(some)
    return Criterion(facet, kind, strength, tuple(values), None, None, None, 1)


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    """A service that runs, with any rules."""
    return replace(
        PLACE,
        status=draw(st.sampled_from(["active", "active", "active", "unclear"])),
        areas=tuple(draw(st.lists(st.sampled_from([*BOROUGHS, "London", "England"]), max_size=2, unique=True))),
        open_access=draw(st.booleans()),
        anyone_may_apply=draw(st.sampled_from([False, False, False, True])),
        eligibility=tuple(draw(st.lists(criteria(), max_size=4))),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Anything somebody may have said: some facets answered, some declined, some left."""
    said = Answers(age=draw(ages))
    for facet in draw(st.lists(facets, max_size=6, unique=True)):
        how = draw(st.sampled_from(["values", "values", "declined", "skipped"]))
        if how == "declined":
            said = said.decline(facet)
        elif how == "skipped":
            said = said.skip(facet)
        else:
            values = draw(st.lists(st.sampled_from(VALUES[facet]), max_size=3, unique=True))
            split = draw(st.integers(0, len(values)))
            said = said.with_values(facet, values[:split], values[split:])
    return said


@st.composite
def meetings(draw: st.DrawFn) -> tuple[list[Listing], list[Answers]]:
    """Some services and some people, one of them also at the ages the services name as ends, and one year beside."""
    places = draw(st.lists(listings(), min_size=1, max_size=5))
    people = draw(st.lists(answers(), min_size=1, max_size=6))
    named = {age for place in places for rule in place.eligibility for age in (rule.minimum, rule.maximum)}
    near = {max(0, age + beside) for age in named if age is not None for beside in (-1, 0, 1)}
    return places, people + [replace(people[0], age=age) for age in sorted(near)]


def known_of(said: Answers) -> Known:
    """What follows from answers, by the shipped questions."""
    return Known.of(said, RULES_OUT)


def judged(listing: Listing, said: Answers) -> Result:
    """What a service says to somebody who gave these answers."""
    return evaluate(listing, known_of(said), VOCABULARY, SCOPE)


def written(criterion: Criterion) -> Mapping[str, Any]:
    """A rule in the form a listing is written in."""
    return {
        "facet": criterion.facet,
        "rule": criterion.rule,
        "strength": criterion.strength,
        "values": list(criterion.values),
        "min": criterion.minimum,
        "max": criterion.maximum,
        "note": criterion.note,
        "source": criterion.source,
    }
