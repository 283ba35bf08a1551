"""The services that say they help with a transition, to stand beside its timeline."""

from itertools import islice

from navigator.check import Answers, Card, Check
from navigator.pathways.steps import NOBODY


def beside(check: Check, transition: str, answers: Answers = NOBODY, most: int | None = None) -> tuple[Card, ...]:
    """Up to ``most`` services that help with a transition, known by its code; all for None.

    All of them, whatever somebody came for; each outcome after the one before it, and within each in the order of
    Check. Where nothing was said, an outcome says only what the service asks of anybody.
    """
    now = check.now()
    case = now.services.case(answers)
    helping, standing = now.facts.code(f"transition:{transition}"), case.standing
    outcomes = (standing.meets_rules, standing.worth_asking, standing.says_no)
    keys = (key for some in outcomes for key in now.services.best(some & helping, case, now.doors))
    return tuple(islice(check.cards(keys, case), most))
