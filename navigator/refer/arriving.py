"""Getting to a place and in at its door, in words for the person: where, how far, who asks, what happens there."""

import re
from collections.abc import Iterator
from itertools import islice
from math import ceil
from typing import Final

from navigator.directory import Listing, Location, Vocabulary
from navigator.find.hours import way_in
from navigator.find.wording import listed, lower_first
from navigator.refer.saying import Sayings, is_doubtful, unbracketed

ASK_THEM: Final = "We do not know. It is fine to ask them."
THEY_WILL_TELL: Final = "They will tell you where to go."
_MOST_PLACES: Final = 3
_MOST_HAPPENS: Final = 2
_FAR: Final = 1.5
_MINUTES_A_MILE: Final = 25
_FINE, _COARSE = 5, 10
_SOON: Final = 20
_MILES: Final = re.compile(r"[\d.]+")
_NOT_A_PLACE_TO_GO: Final = re.compile(r"not a |registered office|head office|planned", re.IGNORECASE)
_GOES_OUT: Final = frozenset({"outreach", "home-visit"})
AWAY: Final = frozenset({"phone", "text"})
"""The ways in that are used without going anywhere."""
_BY_ONESELF: Final = frozenset({"self", "drop-in"})
_WELCOMING: Final = frozenset({"integrated", "accepts"})
_USE: Final = "substance-use"
_USE_NEEDS: Final = frozenset({"substance-use", "alcohol", "drugs"})

_GETS_IN: Final = {
    "walk-in": "You can walk in when they are open. Nobody has to send you.",
    "text": "You send a text. Someone texts you back.",
    "phone": "You can ring by yourself. Nobody has to ask for you.",
}
_FIRST: Final = "women-only"
"""The kind of service to know of before all others."""


def where(listing: Listing, sayings: Sayings, vocabulary: Vocabulary) -> Iterator[str]:
    """Where it is, a line for each place; how they help where there is nowhere to go; what its doors are like."""
    if any(place.confidential for place in listing.locations):
        yield THEY_WILL_TELL
        return
    places = [place for place in listing.locations if not _NOT_A_PLACE_TO_GO.search(place.name or "")]
    for place in islice(places, _MOST_PLACES):
        yield _address(place)
        if place.accessibility:
            doors = [vocabulary.label("accessibility", code) for code in place.accessibility]
            yield f"{listed(doors, 'and', lower=True)}."
    if any(is_doubtful(place.name) for place in places):
        yield "Check the address before you go."
    if not places:
        yield from _nowhere(listing, sayings)


def _nowhere(listing: Listing, sayings: Sayings) -> Iterator[str]:
    delivery = {*listing.delivery}
    far = [sayings.delivery[code] for code in listing.delivery if code in sayings.delivery]
    if delivery & _GOES_OUT:
        yield "Their workers go out to people."
    elif "in-reach" in delivery:
        yield "They visit hospitals, prisons or hostels."
    if far and ("in-person" not in delivery or way_of(listing) in AWAY):
        more = "Ask where you can see someone." if "in-person" in delivery else "You do not have to go anywhere."
        yield f"You talk to them {listed(far, 'or')}. {more}"
    elif "in-person" in delivery or not delivery:
        yield "We do not have the address. Ask for it."


def _address(place: Location) -> str:
    """One line; where no street is known, that they can tell."""
    parts = dict.fromkeys(filter(None, (unbracketed(place.name), place.address_1, place.postal_code)))
    told = ", ".join(parts)
    return told if place.address_1 or place.postal_code else f"{told}. Ask them for the address."


def on_foot(distance: str) -> str:
    """How far it is, coarsely: ``"about 0.6 miles"`` gives ``"About 15 minutes on foot."``; "" where not known.

    Streets bend, so a mile as the crow flies is some 25 minutes. Rounded up to 5 minutes, and to 10 from 20 on, so that
    nobody can draw a circle around where somebody sleeps.
    """
    found = _MILES.search(distance)
    if found is None:
        return ""
    miles = float(found[0])
    if miles > _FAR:
        return f"About {max(2, round(miles))} miles away."
    minutes = miles * _MINUTES_A_MILE
    step = _FINE if minutes <= _SOON else _COARSE
    return f"About {max(1, ceil(minutes / step)) * step} minutes on foot."


def may_ask(listing: Listing) -> bool:
    """Whether somebody can ask for themselves."""
    return listing.open_access or listing.anyone_may_apply or not _BY_ONESELF.isdisjoint(listing.referral_routes)


def way_in_for(listing: Listing, sayings: Sayings) -> str:
    """How somebody gets in: whether they can ask for themselves, or who has to."""
    others = [sayings.asks[code] for code in listing.referral_routes if code in sayings.asks]
    way = way_of(listing)
    if way in _GETS_IN and (way != "phone" or "helpline" in listing.service_types):
        return _GETS_IN[way]
    if may_ask(listing):
        return "You can ask for yourself. A worker can help you ask."
    if others:
        return f"Someone has to ask for you: {listed(others, 'or')}. Then they tell you what comes next."
    return "We do not know if you can ask for yourself. Ask them first."


def way_of(listing: Listing) -> str:
    """How it is used in its hours: ``"walk-in"``, ``"phone"``, ``"text"``, ``"refer-yourself"`` or ``"staffed"``."""
    return way_in(listing.referral_routes, listing.service_types, listing.delivery, has_phone=bool(listing.phones))


def is_rung(listing: Listing) -> bool:
    """Whether people ring or text it rather than go there."""
    goes = "in-person" in listing.delivery and "helpline" not in listing.service_types
    return way_of(listing) in AWAY and not goes


def happens(listing: Listing, sayings: Sayings) -> Iterator[str]:
    """What happens there, as far as its main kinds of help tell, and what is good to know."""
    told = [code for code in listing.service_types if code in sayings.happens]
    first = sorted(told, key=lambda code: code != _FIRST)
    lines = dict.fromkeys(sayings.happens[code] for code in first)
    yield from islice(lines, _MOST_HAPPENS + (_FIRST in told))
    if listing.cost == "free":
        yield "It is free."
    if listing.interpreting:
        yield "You can ask for someone who speaks your language."


def after_use(listing: Listing) -> str:
    """Whether somebody can come who has been drinking or using, as far as its rules and its stance tell.

    What helps somebody who drinks or uses says nothing about coming on the day: only the service can say that.
    """
    rules = [rule for rule in listing.eligibility if rule.facet == _USE]
    sober = any(rule.rule == "requires" and set(rule.values) <= {"abstinent", "none"} for rule in rules)
    shut = any(rule.rule == "excludes" and rule.strength != "contested" for rule in rules)
    if sober or shut:
        return "This place is for people who are not drinking or using now. Ask them what that means for you."
    if any(rule.strength == "contested" for rule in rules) or listing.stance.stance == "excludes":
        return "They may ask you about it. You can still ask for help. If they say no, tell your worker."
    if not _USE_NEEDS.isdisjoint(listing.needs[:2]):
        return "They help people who drink or use drugs. Ask them if you can come on a day when you have."
    if listing.stance.stance in _WELCOMING:
        return "They see people who drink or use drugs. Ask them if you can come on a day when you have."
    return ASK_THEM


def brings(listing: Listing) -> Iterator[str]:
    """What to bring, without the papers that a worker sends."""
    papers = [paper for paper in listing.required_documents if not _IS_SENT.search(paper)]
    yield from (unbracketed(paper) for paper in papers)
    if len(papers) < len(listing.required_documents):
        yield "Your worker may have to send some papers first. Ask them."
    if not listing.required_documents and not is_rung(listing):
        yield "They do not say. If you have ID or letters about it, take them. If you have none, still ask."


_IS_SENT: Final = re.compile(r"\b(?:forms?|consent|agreement|decision|risk|referral|CHAIN)\b", re.IGNORECASE)


def words_to_say(listing: Listing, sayings: Sayings, *, instead: bool) -> str:
    """What to say on the phone or at the door, ready to read out, with nothing about anybody in it."""
    help_with = sayings.help_with(listing.needs)
    said = [f"Hello. I would like {help_with}. I was given your number by a worker."]
    if instead:
        said.append(f"I am looking for {listing.name}. Can you tell me how to reach them?")
    elif listing.status == "unclear":
        said.append("Are you still open? Can I come and see you?")
    elif way_of(listing) == "walk-in":
        said.append("When can I come in? Is there anything I should bring?")
    elif "helpline" in listing.service_types:
        said = [f"Hello. I would like {help_with}. Can I talk to you now?"]
    elif may_ask(listing):
        said.append("What do I have to do? How long is the wait?")
    else:
        said.append("Can I ask for myself, or does someone have to ask for me?")
    return " ".join(said)


def nearby(distance: str, listing: Listing) -> str:
    """How far it is on foot; "" for a place whose address is not given, or where nobody can go."""
    if any(place.confidential for place in listing.locations):
        return ""
    told = on_foot(distance)
    return f"The nearest is {lower_first(told)}" if told and len(listing.locations) > 1 else told
