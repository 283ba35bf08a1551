"""What one service says to one person: the outcome, and every rule that led to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from navigator.check.known import Known
from navigator.check.rules import COVERS, Rule, Scope, rules_of
from navigator.directory import Listing, Vocabulary
from navigator.find.line import OUTCOMES as SHOWN
from navigator.find.wording import listed, lower_first

Outcome = Literal["meets-rules", "worth-asking", "says-no"]

OUTCOMES: Final[tuple[Outcome, ...]] = ("meets-rules", "worth-asking", "says-no")
"""The outcomes, best first."""
OUTCOME_LABELS: Final[dict[Outcome, str]] = {
    "meets-rules": SHOWN["meets-rules"],
    "worth-asking": SHOWN["worth-asking"],
    "says-no": "Their rules say no",
}
_PRIORITISES: Final = "prioritises"
_AS_THEY_ARE: Final = frozenset({"area", "gender"})
"""Facets whose values are said as they are: boroughs by name, and "man", where a rule speaks of men."""


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """One rule held against what is known: met, unmet, or None where it is not known.

    ``said`` is what was said about it, as a sentence; "" where nothing was.
    """

    rule: Rule
    holds: bool | None
    said: str

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"Finding({self.rule.facet!r})"


@dataclass(frozen=True, slots=True)
class Result:
    """What a service says to a person.

    ``met``, ``unmet`` and ``unknown`` are its rules but those that only give priority, which are in ``first_for``
    where they hold. ``also_ask`` are rules that no answer decides: only their note tells them.
    """

    id: str
    outcome: Outcome
    met: tuple[Finding, ...]
    unmet: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    also_ask: tuple[Finding, ...]
    first_for: tuple[Finding, ...]
    states_rules: bool
    open_access: bool
    anyone_may_apply: bool
    unclear: bool

    @property
    def decided_by(self) -> tuple[Finding, ...]:
        """The rules that decided the outcome, and no others."""
        if self.outcome == "says-no":
            return tuple(finding for finding in self.unmet if finding.rule.hard)
        if self.outcome == "worth-asking":
            return (*self.unmet, *self.unknown, *(finding for finding in self.also_ask if finding.rule.hard))
        return self.met

    @property
    def takes_anyone(self) -> bool:
        """Whether it is worth asking in name only: whatever is not known decides nothing.

        Its page says that anyone may come, and only the borough is not known; or its rule names every value there is.
        """
        doubts = self.unmet or self.silent or self.unclear or any(one.rule.hard for one in self.also_ask)
        return self.outcome == "worth-asking" and not doubts and not self.to_settle

    @property
    def to_settle(self) -> tuple[Finding, ...]:
        """The rules that are not known and matter."""
        return tuple(one for one in self.unknown if not _idle(one.rule, open_access=self.open_access))

    @property
    def silent(self) -> bool:
        """Whether the service states no rule at all, and does not say either that anyone may come."""
        return not self.states_rules and not self.open_access


def _idle(rule: Rule, *, open_access: bool) -> bool:
    """Whether nobody has to say anything for a rule."""
    return rule.everybody or (open_access and rule.rule == COVERS)


def evaluate(listing: Listing, known: Known, vocabulary: Vocabulary, scope: Scope) -> Result:
    """What a service says to somebody of whom this is known; a closed service is for the caller to leave out.

    The three outcomes are those of three-valued eligibility: a hard rule unmet says no, unless anyone may apply; a rule
    unknown, one unmet that is not hard, one that only the service can decide, no rule stated, or a listing that may be
    out of date is worth asking; the rest meet their published rules.
    """
    return hold(listing, rules_of(listing, scope), known, vocabulary)


def hold(listing: Listing, rules: Sequence[Rule], known: Known, vocabulary: Vocabulary) -> Result:
    """The same, with the rules of the listing as they were read."""
    found = [_held(rule, known, vocabulary) for rule in rules]
    decisive = [finding for finding in found if finding.rule.rule != _PRIORITISES]
    computed = [finding for finding in decisive if finding.rule.computed]
    met, unmet, unknown = (tuple(one for one in computed if one.holds is holds) for holds in (True, False, None))
    result = Result(
        id=listing.id,
        outcome="meets-rules",
        met=met,
        unmet=unmet,
        unknown=unknown,
        also_ask=tuple(finding for finding in decisive if not finding.rule.computed),
        first_for=tuple(one for one in found if one.rule.rule == _PRIORITISES and one.holds),
        states_rules=any(criterion.rule != _PRIORITISES for criterion in listing.eligibility),
        open_access=listing.open_access,
        anyone_may_apply=listing.anyone_may_apply,
        unclear=listing.status == "unclear",
    )
    return _with_outcome(result)


def _with_outcome(result: Result) -> Result:
    if not result.anyone_may_apply and any(finding.rule.hard for finding in result.unmet):
        return replace(result, outcome="says-no")
    asks = any(finding.rule.hard for finding in result.also_ask)
    if result.unknown or result.unmet or asks or result.silent or result.unclear:
        return replace(result, outcome="worth-asking")
    return result


def _held(rule: Rule, known: Known, vocabulary: Vocabulary) -> Finding:
    return Finding(
        rule, rule.holds(known), _said(rule, known, vocabulary) if rule.computed and not rule.everywhere else ""
    )


def _said(rule: Rule, known: Known, vocabulary: Vocabulary) -> str:
    """What was said that bears on a rule, as a sentence."""
    facet, answers = rule.facet, known.answers
    if facet in answers.declined:
        return "You would rather not say."
    if facet == "age":
        return "" if known.age is None else f"You said: {known.age}."
    yes = [value for value in (*rule.values, *sorted(answers.of(facet)[0])) if known.said(facet, value)]
    if yes:
        return f"You said: {_named(facet, yes, vocabulary)}."
    no = [value for value in rule.values if known.said(facet, value) is False]
    return f"You said no to: {_named(facet, no, vocabulary)}." if no else ""


def _named(facet: str, values: Sequence[str], vocabulary: Vocabulary) -> str:
    if facet in _AS_THEY_ARE:
        return listed(dict.fromkeys(values), "and")
    return listed([lower_first(vocabulary.label(f"value.{facet}", value)) for value in dict.fromkeys(values)], "and")
