"""What is known of somebody on the way, and what has been gained since they set out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from navigator.check.answers import Answers, Value
from navigator.pathways.gains import Gain


@dataclass(frozen=True, slots=True, repr=False)
class State:
    """What somebody said, with what they have gained; ``referrals`` are the ways in they can be referred through."""

    answers: Answers
    referrals: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return "State(...)"


def after(state: State, gain: Gain, rules_out: Mapping[Value, Collection[str]]) -> State | None:
    """The state once something was gained; None where it is not for this person, or changes nothing."""
    referrals = state.referrals.union(gain.refers)
    if gain.gives is None:
        return State(state.answers, referrals) if referrals > state.referrals else None
    facet, value = gain.gives
    yes, _ = state.answers.of(facet)
    if value in yes or (gain.only_for and yes.isdisjoint(gain.only_for)):
        return None
    return State(with_value(state.answers, (facet, value), rules_out), referrals)


def with_value(answers: Answers, gained: Value, rules_out: Mapping[Value, Collection[str]]) -> Answers:
    """Answers with one more yes; what it rules out, or what would rule it out, is no longer so."""
    facet, value = gained
    yes, no = answers.of(facet)
    gone = rules_out.get(gained, ())
    kept = {one for one in yes if one not in gone and value not in rules_out.get((facet, one), ())}
    return answers.with_values(facet, kept | {value}, no)
