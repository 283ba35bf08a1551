"""Ways into a service, made by hand: no directory is needed."""

from typing import Any

from navigator.check.result import Finding
from navigator.check.rules import Rule
from navigator.directory import Phone
from navigator.pathways.routes import Route, RouteStep, WaysIn

RULE = Rule("gp", "requires", "hard", ("registered-locally",), None, None, None, None)
NO = (Finding(RULE, holds=False, said="You said: none."),)
LOOP = (
    "Night Stop. Only for: people with a GP there.",
    "Mill Practice. Only for: people in a hostel.",
    "Ask one first.",
)
WALL = ("Going through another service does not change this rule: age.",)


def step(name: str = "Mill Practice", **other: Any) -> RouteStep:
    given: dict[str, Any] = {
        "id": name.lower().replace(" ", "-"),
        "name": name,
        "organization": "The Mill",
        "outcome": "meets-rules",
        "changes": "They are registered with a GP there.",
        "do": "Ask to be registered.",
        "door": "They can turn up.",
        "gives": ("gp", "registered-locally"),
        "referral": (),
        "sure": "usually",
        "source": "BMA: patient registration (27 January 2022)",
        "caution": "",
        "phone": Phone("020 7946 0003", None),
        "asks": 0,
    }
    return RouteStep(**(given | other))


def route(*steps: RouteStep) -> Route:
    return Route(steps or (step(),), "They can refer themselves.")


def ways(*routes: Route, **other: Any) -> WaysIn:
    """The ways into a place called Night Stop, which says no."""
    given: dict[str, Any] = {
        "id": "night-stop",
        "name": "Night Stop",
        "organization": "Night Stop",
        "status": "active",
        "outcome": "says-no",
        "blocked_by": NO,
        "challenge": (),
        "routes": routes,
    }
    return WaysIn(**(given | other))
