"""Made-up people for Check to ask: what is true of each, what they would rather not say, and what they came for.

The chances are plausible ones for people whom outreach workers meet in inner London; nothing in the program is fitted
to them. A few kinds of people have what goes together in one life, such as prison, probation and a prescription.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from navigator.check.answers import Answers
from navigator.check.questions import Questions

Chances = Mapping[str, float]

_AGES: Final = (39, 13)
"""Mean and standard deviation, in years."""
_YOUNGEST, _OLDEST = 16, 85
_SECOND_BOROUGH: Final = 0.25
_DECLINES, _DECLINES_SENSITIVE = 0.03, 0.12
_NONE: Final = "none"

_ONE_OF: Final[Mapping[str, Chances]] = {
    "gender": {"man": 62, "woman": 36, "non-binary": 2},
    "housing": {
        "rough-sleeping": 20, "sofa-surfing": 18, "hostel": 14, "temporary-accommodation": 12, "supported-housing": 6,
        "at-risk": 10, "settled": 20,
    },
    "recourse": {"public-funds": 84, "refugee": 6, "asylum-seeking": 4, "no-recourse": 6},
    "gp": {"registered-locally": 55, "registered-elsewhere": 20, "not-registered": 25},
}  # fmt: skip
"""Facets of which one value is true, by how often."""
_ANY_OF: Final[Mapping[str, Chances]] = {
    "substance-use": {
        "alcohol-current": 0.35, "drugs-current": 0.3, "opioid-prescription": 0.1, "reducing": 0.1, "abstinent": 0.08,
    },
    "mental-health": {
        "common-problem": 0.45, "severe-illness": 0.15, "personality-difficulty": 0.1, "undiagnosed": 0.1,
        "under-secondary-care": 0.15, "crisis": 0.12,
    },
    "criminal-justice": {
        "prison-leaver": 0.06, "on-probation": 0.1, "police-contact": 0.08, "in-custody": 0.01, "past": 0.2,
    },
    "domestic-abuse": {"current": 0.08, "past": 0.22, "perpetrator": 0.03},
    "exploitation": {"sex-working": 0.05, "sexual-exploitation": 0.04, "trafficking": 0.03},
    "family": {"has-children": 0.14, "pregnant": 0.03, "couple": 0.1, "with-pet": 0.08, "children-in-care": 0.03},
    "identity": {
        "care-experienced": 0.15, "veteran": 0.04, "carer": 0.05, "lgbtq": 0.1, "disabled": 0.2, "autistic": 0.05,
        "learning-disability": 0.05, "deaf": 0.02, "hiv-positive": 0.03, "black-african-caribbean": 0.25,
        "south-asian": 0.06, "east-and-south-east-asian": 0.03, "latin-american": 0.04, "eastern-european": 0.07,
        "irish": 0.04, "gypsy-roma-traveller": 0.02, "muslim": 0.1, "jewish": 0.01,
    },
    "risk": {"violence": 0.12, "weapons": 0.05, "arson": 0.03, "sexual-offence": 0.02},
}  # fmt: skip
"""Facets of which several values may be true, each with its chance."""
_BOROUGHS: Final = {"Lambeth": 30, "Lewisham": 30, "Southwark": 25, "Croydon": 8, "Greenwich": 5, "Wandsworth": 5}
_ANOTHER_BOROUGH: Final = 10


@dataclass(frozen=True, slots=True)
class _Kind:
    """Somebody of whom more is true than of people at large."""

    of_100: int
    ages: tuple[float, float] = _AGES
    one_of: Mapping[str, Chances] = field(default_factory=dict)
    any_of: Mapping[str, Chances] = field(default_factory=dict)


_KINDS: Final = (
    _Kind(44),
    _Kind(
        18,
        one_of={
            "housing": {"rough-sleeping": 90, "hostel": 10},
            "gp": {"registered-locally": 40, "not-registered": 60},
        },
        any_of={
            "substance-use": {"alcohol-current": 0.55, "drugs-current": 0.55, "opioid-prescription": 0.2},
            "mental-health": {"common-problem": 0.5, "severe-illness": 0.3, "undiagnosed": 0.2, "crisis": 0.2},
        },
    ),
    _Kind(
        12,
        (34, 10),
        {
            "gender": {"woman": 96, "man": 4},
            "housing": {"sofa-surfing": 40, "temporary-accommodation": 30, "at-risk": 30},
        },
        {"domestic-abuse": {"current": 0.95, "past": 0.5}, "family": {"has-children": 0.5, "pregnant": 0.1}},
    ),
    _Kind(
        10,
        (36, 9),
        {"gender": {"man": 88, "woman": 12}, "housing": {"rough-sleeping": 35, "sofa-surfing": 35, "hostel": 30}},
        {
            "criminal-justice": {"prison-leaver": 0.95, "on-probation": 0.7, "past": 0.5},
            "substance-use": {"drugs-current": 0.35, "opioid-prescription": 0.35, "alcohol-current": 0.3},
        },
    ),
    _Kind(6, (19, 2), {"housing": {"sofa-surfing": 50, "hostel": 50}}, {"identity": {"care-experienced": 1}}),
    _Kind(10, (35, 10), {"recourse": {"no-recourse": 55, "asylum-seeking": 35, "refugee": 10}}),
)
"""People at large; then those who sleep rough, flee, leave prison, leave care, and have an uncertain status."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person: every true value of every facet, the facets they decline to speak about, and one need."""

    age: int
    truth: Mapping[str, frozenset[str]]
    declines: frozenset[str]
    need: str

    def asked(self, answers: Answers, facet: str, values: Iterable[str]) -> Answers:
        """The answers once they were asked a facet with these choices: yes to those that are true, no to the others."""
        if facet in self.declines:
            return answers.decline(facet)
        if facet not in self.truth:
            return answers.with_age(self.age)
        yes, no = answers.of(facet)
        offered, true = frozenset(values), self.truth[facet]
        return answers.with_values(facet, yes | (offered & true), no | (offered - true))


def people(count: int, seed: int, questions: Questions, boroughs: Sequence[str]) -> list[Person]:
    """So many people; the same for the same seed."""
    random = Random(seed)
    needs = [need for choice in questions.needs for need in choice.needs]
    return [_person(random, questions, boroughs, random.choice(needs)) for _ in range(count)]


def _person(random: Random, questions: Questions, boroughs: Sequence[str], need: str) -> Person:
    (kind,) = random.choices(_KINDS, [kind.of_100 for kind in _KINDS])
    truth = {facet: frozenset(_one(random, chances)) for facet, chances in {**_ONE_OF, **kind.one_of}.items()}
    for facet, chances in {**_ANY_OF, **kind.any_of}.items():
        true = {value for value, chance in chances.items() if random.random() < chance}
        no_other = {_NONE} & {choice.value for choice in questions.question(facet).choices}
        truth[facet] = frozenset(true or no_other)
    truth["area"] = frozenset(_areas(random, boroughs))
    declines = frozenset(
        question.facet
        for question in questions.questions
        if random.random() < (_DECLINES_SENSITIVE if question.sensitive else _DECLINES)
    )
    age = round(min(max(random.gauss(*kind.ages), _YOUNGEST), _OLDEST))
    return Person(age, truth, declines, need)


def _areas(random: Random, boroughs: Sequence[str]) -> list[str]:
    near = _BOROUGHS | {random.choice(boroughs): _ANOTHER_BOROUGH}
    second = _one(random, near) if random.random() < _SECOND_BOROUGH else []
    return [*_one(random, near), *second]


def _one(random: Random, chances: Chances) -> list[str]:
    return random.choices(list(chances), list(chances.values()))
