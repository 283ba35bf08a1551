"""What a caution is, and those that one shortlisted service calls for at one moment.

Each is one short sentence about the service, with what to do, and where it is a fact its page and date. What answers
bring up speaks of the rule, never of what somebody said; which kinds those are is in ``TELL_OF_THE_PERSON``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from navigator.check.guidance import OUR_REASONING, Challenges, Guidance, fitting
from navigator.check.result import Finding
from navigator.check.rules import COVERS
from navigator.check.statements import source_words, why
from navigator.find.sheet import opening_of
from navigator.find.wording import ended, joined, listed, lower_first
from navigator.refer.fresh import age
from navigator.refer.ringing import first_label, next_best, pages, to_ring
from navigator.refer.stop_facts import StopFacts
from navigator.refer.ways import who_can

Grade = Literal["stop", "first", "know"]

GRADES: Final[tuple[Grade, ...]] = ("stop", "first", "know")
"""How much a caution matters, the worst first."""
LABELS: Final[dict[Grade, str]] = {"stop": "Do not send yet", "first": "Ring first", "know": "Good to know"}
SHUT: Final = "Not now"
TELL_OF_THE_PERSON: Final = frozenset({"says-no", "may-say-no", "contested", "usually"})
"""The kinds that follow from what somebody said: whoever reads one can tell something of it."""
_TWO: Final = 2
_NO_WAIT: Final = ("none", "no ")
_WEEK: Final = 7
_FOR_WHOM: Final = {
    "walk-in": ", to walk in",
    "phone": ", by phone",
    "text": ", by text",
    "refer-yourself": "; refer yourself first",
    "staffed": "; referral only",
}
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_ENDED: Final = re.compile(r"\b(?:closed?|closing|ended)\b", re.IGNORECASE)
_TRY: Final = ("Try ", "Ring ", "Use ", "Ask ", "Go to ")


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know before sending someone.

    ``kind`` never changes; ``says`` is it in a sentence or two, ``do`` what to do about it. ``source`` is the page with
    its date, "" where it is no fact of a page; ``url`` "" where the page has none. ``label`` is the grade in words.
    """

    kind: str
    grade: Grade
    says: str
    do: str = ""
    source: str = ""
    url: str = ""
    label: str = ""


def gone(name: str) -> Caution:
    """For a service that the directory no longer holds."""
    return Caution(
        kind="gone",
        grade="stop",
        says=f"{name} is no longer in the directory.",
        do="Look for it by name in Find, or take it off the shortlist.",
        label=LABELS["stop"],
    )


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """One service, the ways in that the worker can use, and what to quote."""

    facts: StopFacts
    ways: frozenset[str]
    challenges: Challenges


def cautions(look: Look, pairs: Iterable[Caution] = ()) -> tuple[Caution, ...]:
    """Every caution for one service, in the order they matter within a grade; one that has closed says only that.

    ``pairs`` are those about it and another.
    """
    if look.facts.listing.status == "closed":
        found = [*_closed(look)]
    else:
        aged = [*_age(look)]
        found = [*(one for make in _EACH for one in make(look)), *pairs]
        found = [*aged, *found] if aged[0].kind == "unclear" else [*found, *aged]
    return tuple(_labelled(one, look.facts) for one in found)


def _labelled(one: Caution, facts: StopFacts) -> Caution:
    if one.label:
        return one
    return replace(one, label=first_label(facts) if one.grade == "first" else LABELS[one.grade])


def _closed(look: Look) -> Iterator[Caution]:
    listing, instead = look.facts.listing, look.facts.instead
    named = listed(dict.fromkeys(link.name for link in listing.links if link.kind == "refers-to"), "or")
    told = (listing.how_to_refer or "").removeprefix("Closed.").strip()
    if told.startswith(_TRY):
        do = ended(told)
    elif named:
        do = f"Try {named}: its pages pass people there."
    elif instead:
        do = f"Ring {instead.name} instead: {instead.number} ({instead.why})."
    else:
        do = "Look for another in Find."
    since = next((part for part in _SENTENCE.split(listing.description) if _ENDED.search(part)), "")
    yield Caution("closed", "stop", joined("This service has closed.", since, " "), do, *pages(listing))


def _route(look: Look) -> Iterator[Caution]:
    listing, vocabulary = look.facts.listing, look.facts.vocabulary
    routes = listing.referral_routes
    if not routes or listing.open_access or listing.anyone_may_apply or not look.ways.isdisjoint(routes):
        return
    through = lower_first(listed([vocabulary.label("route", route) for route in routes], "or", lower=True))
    who = who_can(routes)
    says = f"You cannot refer here yourself. Its pages say people come {through}."
    do = f"Ask {who} to refer, or ask for another way in." if who else "Ask for another way in."
    yield Caution("route", "stop", says, do, *pages(listing))


def _says_no(look: Look) -> Iterator[Caution]:
    result = look.facts.result
    if result.outcome == "says-no":
        says, source, url = _rules(result.decided_by, look.facts)
        do = "Ask them whether that is always so, and have another service ready."
        yield Caution("says-no", "stop", f"Their rules say no. {says}", do, source, url)


def _may_say_no(look: Look) -> Iterator[Caution]:
    result = look.facts.result
    hard = [finding for finding in result.unmet if finding.rule.hard]
    if hard and result.anyone_may_apply:
        says, source, url = _rules(hard, look.facts)
        application = look.challenges.application(look.facts.listing.needs)
        do = f"Anyone may apply. You can say: “{application.words}” ({application.page.says})"
        yield Caution("may-say-no", "first", f"They may say no. {says}", joined(do, application.mark, " "), source, url)


def _confidential(look: Look) -> Iterator[Caution]:
    if any(place.confidential for place in look.facts.listing.locations):
        says, do = "The address is confidential. Never pass it on.", to_ring(look.facts, "ask where to go")
        yield Caution("confidential", "first", says, do, *pages(look.facts.listing))


def _age(look: Look) -> Iterator[Caution]:
    """How old it all is and whether anyone has checked; with what the hours say now, where they are what is old."""
    facts = look.facts
    found = age(facts.listing, facts.hours.at.date())
    opening = opening_of(facts.listing, facts.hours.at) if found.kind == "old-hours" else None
    now = ""
    if opening and opening.state == "open":
        now = f" If they still hold: {lower_first(opening.says)}."
    elif opening and opening.state == "closed":
        now = f" If they still hold, it is shut now and {_opens(facts)}."
    do = to_ring(facts, found.ask) if found.grade == "first" else ""
    yield Caution(found.kind, found.grade, f"{found.says}{now}", do, found.source, found.url)


def _opens(facts: StopFacts) -> str:
    """When it opens next, and for whom: ``"opens tomorrow 09:00, to walk in"``."""
    opening = opening_of(facts.listing, facts.hours.at)
    if opening.opens is None:
        return "has no opening in the coming year"
    return lower_first(opening.says) + _FOR_WHOM.get(opening.way or "", "")


def _shut(look: Look) -> Iterator[Caution]:
    facts = look.facts
    now = facts.hours.at
    opening = opening_of(facts.listing, now)
    if opening.state != "closed" or age(facts.listing, now.date()).kind == "old-hours":
        return
    far = opening.opens is None or (opening.opens.date() - now.date()).days >= _WEEK
    grade: Grade = "first" if far or opening.way == "walk-in" else "know"
    source, url = pages(facts.listing, facts.listing.hours.source)
    yield Caution("shut", grade, f"Shut now. It {_opens(facts)}.", "", source, url, label=SHUT)


def _contested(look: Look) -> Iterator[Caution]:
    facts = look.facts
    shut = [one for one in facts.result.unmet if one.rule.strength == "contested"]
    found = shut or [one for one in facts.result.unknown if one.rule.strength == "contested"]
    if not found:
        return
    rule = found[0].rule
    refuses = ended(why(replace(found[0], said=""), facts.vocabulary).partition(". ")[0].replace(":", "", 1))
    quoted = _best(fitting(look.challenges.guidance, facts.known, facts.listing.service_types))
    do = "Ask for the refusal and the reason in writing."
    if quoted:
        do = joined(f"{do} You can say: “{quoted.words}” ({quoted.page.says})", quoted.mark, " ")
    url = (rule.source.url or "") if rule.source else ""
    says = f"{refuses} This can be challenged."
    yield Caution("contested", "first" if shut else "know", says, do, source_words(rule), url)


def _best(some: Iterable[Guidance]) -> Guidance | None:
    """The first whose passage was read and that holds without conditions, else the first."""
    each = list(some)
    return next((one for one in each if not one.mark and not one.only_if), next(iter(each), None))


def _usually(look: Look) -> Iterator[Caution]:
    soft = [one for one in look.facts.result.unmet if one.rule.strength == "discretionary"]
    if soft:
        says, source, url = _rules(soft, look.facts)
        yield Caution("usually", "first", says, "Ask whether they can bend here.", source, url)


def _when(look: Look) -> Iterator[Caution]:
    hours = look.facts.listing.hours
    if hours.note and not hours.opening_hours:
        yield Caution("hours", "know", f"When: {ended(hours.note)}", "", *pages(look.facts.listing, hours.source))


def _papers(look: Look) -> Iterator[Caution]:
    papers = look.facts.listing.required_documents
    if papers:
        do = f"Have {'them' if papers[1:] else 'it'} ready, or ask what else they take."
        yield Caution("papers", "know", f"They ask for: {'; '.join(papers)}.", do, *pages(look.facts.listing))


def _wait(look: Look) -> Iterator[Caution]:
    wait = look.facts.listing.flexibility.wait_time
    if wait and not wait.casefold().startswith(_NO_WAIT):
        yield Caution("wait", "know", f"Wait: {ended(wait)}", "Ask how long it is now.", *pages(look.facts.listing))


def _catch_22(look: Look) -> Iterator[Caution]:
    for loop in look.facts.catch_22s[:1]:
        do = " ".join(filter(None, (loop.how_to_break_it, loop.scope, loop.caution)))
        first = next(iter(loop.sources), None)
        source, url = (first.says, first.url or "") if first else (OUR_REASONING, "")
        yield Caution("catch-22", "know", f"A known catch-22: {ended(loop.name)}", do, source, url)


def _number(look: Look) -> Iterator[Caution]:
    if not look.facts.listing.phones:
        yield Caution("number", "know", "We found no number of its own.", next_best(look.facts))


def _rules(findings: Sequence[Finding], facts: StopFacts) -> tuple[str, str, str]:
    """Some rules in words, the source of each once, and the address of the first; of many, the first two.

    The areas that a service covers are left out where a rule of its own says more about where.
    """
    ties = any(one.rule.facet == "area" and one.rule.rule != COVERS for one in findings)
    each = [one for one in findings if not (ties and one.rule.rule == COVERS)]
    told = " ".join(ended(why(replace(one, said=""), facts.vocabulary)) for one in each[:_TWO])
    more = f"And {len(each) - _TWO} more." if each[_TWO:] else ""
    sources = dict.fromkeys(source_words(one.rule) for one in each[:_TWO])
    first = each[0].rule.source
    return joined(told, more, " "), "; ".join(filter(None, sources)), (first.url or "") if first else ""


_EACH: Final = (
    _says_no, _route, _confidential, _may_say_no, _contested, _usually, _shut, _papers, _when, _catch_22, _wait,
    _number,
)  # fmt: skip
