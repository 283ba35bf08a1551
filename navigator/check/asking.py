"""What to ask a service that is worth asking: sentences ready to read out on the phone.

A question speaks of what the page says, or of "someone who ...". It holds no name, and no more than the rule itself
needs: of a rule that is not known to be met it only asks what the rule is, so that nothing a person kept to themselves
can be in it.
"""

from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Final

from navigator.check.known import Known
from navigator.check.result import Finding, Result
from navigator.check.rules import COVERS, Rule
from navigator.directory import Listing
from navigator.find.wording import ended, listed, lower_first

STILL_RUNNING: Final = "Are you still running, and taking people on?"
TAKE_APPLICATION: Final = "Will you take an application today, and give the decision in writing?"
NO_RULES: Final = "Who do you take, and is there anyone you cannot take? Your page does not say."
BOTH_NEEDS: Final = "Do you work with people who need help with their mental health and with alcohol or drugs as well?"
_BOTH: Final = ("mental-health", "substance-use")
_NO_NEED: Final = frozenset({"none", "abstinent"})

_HOUSES_OR_TREATS: Final = frozenset({
    "alcohol", "domestic-abuse", "drugs", "homelessness", "housing", "mental-health", "substance-use",
})  # fmt: skip
"""The needs for which having both others is often the reason for a refusal."""

_UNKNOWN: Final = {
    "requires": "Do you only take {whom}? Your page says {manner}.",
    "excludes": "Do you turn away {whom}? Your page says {manner}.",
    COVERS: "Which areas do you take people from? Your page says {places}.",
}
_MANNER: Final = {"hard": "so", "discretionary": "usually", "contested": "you may"}
_UNMET: Final = {
    ("requires", "discretionary"): "Could you take someone who {is not}? Your page says it is usually {whom}.",
    ("requires", "contested"): "Could you take someone who {is not}? Your page says you may not.",
    ("excludes", "discretionary"): "Could you take someone who {is}? Your page says usually not.",
    ("excludes", "contested"): "Could you take someone who {is}? Your page says you may not.",
}
_LINK_UNKNOWN: Final = "What counts as a link to {places}? Your page asks for one."
_LINK_UNMET: Final = "Could you take someone with no link to {places}? Your page usually asks for one."
_LONDON_UNKNOWN: Final = "Do you only take people from London? Your page says {manner}."
_LONDON_UNMET: Final = "Could you take someone from outside London? Your page usually does not."
_AGE_UNKNOWN: Final = "Do you have an age limit? Your page says {ages}."
_AGE_UNMET: Final = "Could you take someone outside your usual ages? Your page says {ages}."
_OTHER: Final = {
    "requires": "Your page asks for this: {note} Is that still so, and what do you need from us?",
    "excludes": "Your page says no for this: {note} Is that always so?",
}

_VERBS: Final = {
    "be": {"are": "are", "is": "is", "is not": "is not"},
    "have": {"are": "have", "is": "has", "is not": "does not have"},
}
"""The forms of a verb: for people, for someone, and for someone of whom it is not so."""
_HAVE: Final = "have"

PHRASES: Final = {
    ("gender", "woman"): "be women",
    ("gender", "man"): "be men",
    ("gender", "trans"): "be trans people",
    ("gender", "non-binary"): "be non-binary people",
    ("housing", "rough-sleeping"): "be sleeping rough",
    ("housing", "hostel"): "be staying in a hostel",
    ("housing", "supported-housing"): "be living in supported housing",
    ("housing", "temporary-accommodation"): "be in temporary accommodation",
    ("housing", "sofa-surfing"): "be staying with other people",
    ("housing", "at-risk"): "be at risk of losing a home",
    ("housing", "settled"): "have a settled home",
    ("recourse", "public-funds"): "have a right to public funds",
    ("recourse", "no-recourse"): "have no recourse to public funds",
    ("recourse", "asylum-seeking"): "be seeking asylum",
    ("recourse", "refugee"): "have refugee status",
    ("substance-use", "alcohol-current"): "be drinking",
    ("substance-use", "drugs-current"): "be using drugs",
    ("substance-use", "opioid-prescription"): "be on prescribed methadone or buprenorphine",
    ("substance-use", "reducing"): "be cutting down",
    ("substance-use", "abstinent"): "be off alcohol and drugs",
    ("substance-use", "none"): "be free of any problem with alcohol or drugs",
    ("mental-health", "severe-illness"): "have a severe mental illness",
    ("mental-health", "common-problem"): "have anxiety, depression or something similar",
    ("mental-health", "personality-difficulty"): "have what is called a personality disorder",
    ("mental-health", "crisis"): "be in a mental health crisis",
    ("mental-health", "undiagnosed"): "be without a diagnosis",
    ("mental-health", "under-secondary-care"): "be under a mental health team",
    ("mental-health", "none"): "be free of any mental health problem",
    ("criminal-justice", "in-custody"): "be in prison or custody",
    ("criminal-justice", "on-probation"): "be on probation",
    ("criminal-justice", "prison-leaver"): "be just out of prison",
    ("criminal-justice", "police-contact"): "be in contact with the police",
    ("criminal-justice", "past"): "have past offences",
    ("criminal-justice", "none"): "be out of contact with police, courts and prison",
    ("domestic-abuse", "current"): "be living with abuse now",
    ("domestic-abuse", "past"): "have lived with abuse in the past",
    ("domestic-abuse", "perpetrator"): "have harmed a partner or family",
    ("exploitation", "trafficking"): "have been trafficked or enslaved",
    ("exploitation", "sexual-exploitation"): "have been sexually exploited",
    ("exploitation", "sex-working"): "be sex working",
    ("family", "pregnant"): "be pregnant",
    ("family", "has-children"): "have children with them",
    ("family", "children-in-care"): "have children in care",
    ("family", "couple"): "be coming as a couple",
    ("family", "with-pet"): "have a pet with them",
    ("gp", "registered-locally"): "be registered with a GP in your area",
    ("gp", "registered-elsewhere"): "be registered with a GP somewhere else",
    ("gp", "not-registered"): "be without a GP",
    ("identity", "lgbtq"): "be LGBTQ+",
    ("identity", "care-experienced"): "have been in care",
    ("identity", "veteran"): "have served in the armed forces",
    ("identity", "carer"): "be looking after someone",
    ("identity", "learning-disability"): "have a learning disability",
    ("identity", "autistic"): "be autistic",
    ("identity", "hiv-positive"): "be living with HIV",
    ("identity", "black-african-caribbean"): "be Black African or Caribbean",
    ("identity", "latin-american"): "be Latin American",
    ("identity", "south-asian"): "be South Asian",
    ("identity", "east-and-south-east-asian"): "be East or South East Asian",
    ("identity", "eastern-european"): "be Eastern European",
    ("identity", "irish"): "be Irish",
    ("identity", "gypsy-roma-traveller"): "be Gypsy, Roma or Traveller",
    ("identity", "muslim"): "be Muslim",
    ("identity", "jewish"): "be Jewish",
    ("identity", "deaf"): "be deaf",
    ("identity", "disabled"): "be disabled",
    ("risk", "arson"): "have a history of setting fires",
    ("risk", "sexual-offence"): "have a conviction for a sexual offence",
    ("risk", "violence"): "have a history of violence",
    ("risk", "weapons"): "have a history of carrying weapons",
}
"""How each value is said of people, with the verb as it is in "they have to be"; there are other forms of the verb."""
_ONE: Final = {"women": "a woman", "men": "a man", "trans people": "trans", "non-binary people": "non-binary"}
_GENDER: Final = "gender"


def ask(result: Result, listing: Listing, known: Known) -> tuple[str, ...]:
    """The questions to put to a service, each once, in the order in which the answers matter.

    Empty where there is nothing to ask. A hard rule that says no is not asked about: it is what the page states.
    """
    return tuple(dict.fromkeys(_questions(result, listing, known)))


def _questions(result: Result, listing: Listing, known: Known) -> Iterator[str]:
    if result.unclear:
        yield STILL_RUNNING
    if result.anyone_may_apply:
        yield TAKE_APPLICATION
    soft = [rule for rule in _rules(result.unmet) if not rule.hard]
    unknown = list(_each_area_once(_rules(result.to_settle)))
    yield from map(_about_unmet, soft)
    yield from map(_about_unknown, unknown)
    yield from (_about_other(rule) for rule in _rules(result.also_ask) if rule.hard or not result.open_access)
    if result.outcome == "says-no":
        return
    if result.silent:
        yield NO_RULES
    if _asks_about_both(listing, known) and not any(rule.facet in _BOTH for rule in (*soft, *unknown)):
        yield BOTH_NEEDS


def _rules(findings: Iterable[Finding]) -> list[Rule]:
    return [finding.rule for finding in findings]


def _each_area_once(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules, without the areas covered where a rule about an area is asked about anyhow."""
    each = list(rules)
    asks = any(rule.facet == "area" and rule.rule == "requires" for rule in each)
    return (rule for rule in each if not (asks and rule.rule == COVERS))


def _asks_about_both(listing: Listing, known: Known) -> bool:
    """Whether a service does not say what happens for someone with both needs, and the person said they have both."""
    unsaid = listing.stance.stance == "not-stated" and not _HOUSES_OR_TREATS.isdisjoint(listing.needs)
    return unsaid and all(map(known_need, _BOTH, repeat(known)))


def known_need(facet: str, known: Known) -> bool:
    """Whether the person said that they have a need of this facet, mental health or substance use."""
    return any(known.said(its, value) for its, value in PHRASES if its == facet and value not in _NO_NEED)


def _about_unknown(rule: Rule) -> str:
    if rule.facet == "age":
        return _AGE_UNKNOWN.format(ages=_ages(rule))
    if rule.facet == "area" and rule.rule == "requires":
        asked = _LONDON_UNKNOWN if rule.all_of_london else _LINK_UNKNOWN
        return asked.format(places=rule.areas("or"), manner=_MANNER[rule.strength])
    places = rule.areas("and")
    return _UNKNOWN[rule.rule].format(places=places, manner=_MANNER[rule.strength], whom=_whom(rule))


def _about_unmet(rule: Rule) -> str:
    if rule.facet == "age":
        return _AGE_UNMET.format(ages=_ages(rule))
    if rule.facet == "area" and rule.rule == "requires":
        return (_LONDON_UNMET if rule.all_of_london else _LINK_UNMET).format(places=rule.areas("or"))
    forms = {form: _said(rule, form) for form in ("is", "is not")}
    return _UNMET[rule.rule, rule.strength].format(whom=_whom(rule), **forms)


def _about_other(rule: Rule) -> str:
    note = (rule.criterion.note if rule.criterion else None) or "something its page does not spell out"
    return _OTHER.get(rule.rule, _OTHER["requires"]).format(note=ended(lower_first(note)))


def _ages(rule: Rule) -> str:
    if rule.minimum is not None and rule.maximum is not None:
        return f"{rule.minimum} to {rule.maximum}"
    return f"{rule.minimum} or over" if rule.minimum is not None else f"{rule.maximum} or under"


def _whom(rule: Rule) -> str:
    """Whom a rule speaks of: ``"people who are sleeping rough"``, ``"women or trans people"``."""
    said = _said(rule, "are")
    return said.removeprefix("are ") if rule.facet == _GENDER else f"people who {said}"


def _said(rule: Rule, form: str) -> str:
    """The values of a rule, each verb once and in one form: ``"is staying in a hostel or has a settled home"``."""
    if rule.facet == "area":
        phrases = [(_HAVE, f"a link to {rule.areas('or')}")]
    else:
        phrases = [_phrase(rule.facet, value) for value in rule.values]
    parts = []
    for verb in dict.fromkeys(verb for verb, _ in phrases):
        rests = [rest for its, rest in phrases if its == verb]
        alone = rests if form == "are" else [_ONE.get(rest, rest) for rest in rests]
        parts.append(f"{_VERBS[verb][form]} {listed(alone, 'or')}")
    return listed(parts, "and" if form == "is not" else "or")


def _phrase(facet: str, value: str) -> tuple[str, str]:
    """The verb of a value and the rest; one the vocabulary has gained since is said by its code."""
    verb, _, rest = PHRASES.get((facet, value), f"have {value.replace('-', ' ')}").partition(" ")
    return verb, rest
