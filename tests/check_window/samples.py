"""Places as the room shows them, made by hand: nobody's answers, and no directory."""

from collections.abc import Sequence
from typing import Any

from navigator.check.advice import Advice, Challenge, Joint, NextStep, Offer, Other
from navigator.check.changes import Change
from navigator.check.guidance import Application, Guidance, Page
from navigator.check.result import OUTCOME_LABELS, Outcome
from navigator.check.statements import Kind, Statement
from navigator.check.view import Card, Detail, Group, View
from navigator.directory import Phone
from navigator.find.line import Line, Marked
from navigator.find.parts import Part

DOES = "Open-door weekday centre in Clapham for struggling people: hot lunch, showers and caseworkers. Since 1985."
LONG_DOES = (
    f"A place to stay for a while, {'with somebody there to talk to at any time of the day or night, ' * 3}always."
)
PAGE = Page("NICE NG58: coexisting severe mental illness and substance misuse", "https://example.org/ng58", "2016-11")
WORDS = "NICE guideline NG58 asks whoever sees the person first to help with what is urgent. What can you do today?"


def line(name: str = "Ace of Clubs", **other: Any) -> Line:
    """What a list shows of a place."""
    given: dict[str, Any] = {
        "key": 1,
        "id": name.lower().replace(" ", "-"),
        "name": Marked(name),
        "mark": "",
        "organization": "The Ace of Clubs",
        "areas": "Lambeth and Wandsworth",
        "does": Marked(DOES),
        "ways": "Turn up or refer yourself",
        "stance": "accepts",
        "both": "Both needs: takes people with both",
        "state": "open",
        "opening": "Walk in now, until 15:00 (hours from June 2024)",
        "distance": "about 0.6 miles",
        "checked": "Never checked; page of June 2024",
        "unsaid": "",
        "points": (),
    }
    return Line(**(given | other))


def card(
    name: str = "Ace of Clubs", outcome: Outcome = "meets-rules", because: str = "Anyone may come.", **other: Any
) -> Card:
    """A place in a list; ``other`` are parts of its line."""
    return Card(line(name, **other), outcome, because, asks=1)


def group(outcome: Outcome, names: Sequence[str], total: int | None = None) -> Group:
    """The places of one outcome."""
    cards = tuple(card(name, outcome) for name in names)
    return Group(outcome, OUTCOME_LABELS[outcome], len(cards) if total is None else total, cards)


def view(
    places: Sequence[str] = (), worth: Sequence[str] = (), no: Sequence[str] = (), total: int | None = None
) -> View:
    """Where somebody stands; ``total`` is how many places to try there are."""
    groups = (group("meets-rules", places, total), group("worth-asking", worth), group("says-no", no))
    counts: dict[str, int] = {one.outcome: one.total for one in groups}
    return View(groups, counts, next=None, safety_first=False, found=sum(counts.values()), enough="", more=False)


def statement(text: str, kind: Kind, **other: Any) -> Statement:
    """A rule in words."""
    given: dict[str, Any] = {
        "source": "Their page, June 2024",
        "url": "https://example.org",
        "note": "",
        "contested": False,
        "hard": True,
    }
    return Statement(text=text, kind=kind, **(given | other))


def detail(
    shown: Card | None = None,
    statements: Sequence[Statement] = (),
    asks: Sequence[str] = (),
    advice: Advice | None = None,
    **other: Any,
) -> Detail:
    """One place in full, with a number to ring."""
    ring = (Part("phone", "020 7733 7866", "the door, 9 to 5", "02077337866"),)
    checked = "Nobody has checked this with the service."
    given: dict[str, Any] = {"ring": ring, "checked": checked, "unchecked": True}
    return Detail(shown or card(), tuple(statements), tuple(asks), advice=advice, **(given | other))


def guidance(number: int = 1) -> Guidance:
    """A piece of guidance to quote."""
    return Guidance(
        f"ng58-{number}", PAGE, "seen", f"Whoever meets the person first helps, {number}.", f"{WORDS} {number}."
    )


def advice(**other: Any) -> Advice:
    """What to do about a no: all of it."""
    change = Change(
        id="gp",
        facet="gp",
        values=("registered-locally",),
        title="Register with a GP there",
        do="Ring or visit a GP practice near where the person stays, and ask to register.",
        needs=(),
        types=(),
        sources=(),
        confidence="derived",
    )
    given: dict[str, Any] = {
        "challenges": (Challenge((), (guidance(1), guidance(2)), None, "Ask for the refusal in writing."),),
        "others": (other_place(),),
        "joint": Joint(change, ()),
        "changes": (Offer(change, (other_place("Health Inclusion"),)),),
        "next_step": None,
    }
    return Advice(**(given | other))


def other_place(name: str = "Spires") -> Other:
    """Another service to try."""
    reason = "Meets their published rules. You can turn up or ring."
    return Other(name.lower(), name, "meets-rules", reason, Phone("020 8696 0943", None))


def application() -> Application:
    """What holds where anyone may apply."""
    law = Page("Housing Act 1996, sections 183 and 184", "https://example.org/act", "2022-04-28")
    return Application(("housing",), law, "seen", "Anyone may apply to a council.", "I am making an application.")


def next_step() -> NextStep:
    """A number to ring where no other service was found."""
    return NextStep("A helpline that anybody can ring.", "samaritans", "Samaritans", "116 123")
