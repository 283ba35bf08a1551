"""What is known of a person: what they said, and what that says no to by itself."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from navigator.check.answers import Answers, Value

_AREA: Final = "area"

RulesOut = Mapping[Value, Collection[str]]
"""For a value, the other values of its facet that a yes to it says no to."""


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """Answers with what follows from them: a yes says no to what it rules out, and nothing else is a no.

    Boroughs named as an area say no to all others. What was said yes to stays a yes whatever else rules it out.
    """

    answers: Answers
    ruled_out: frozenset[Value]
    somewhere: bool
    """Whether any borough was named."""

    @classmethod
    def of(cls, answers: Answers, rules_out: RulesOut) -> "Known":
        """What is known from some answers."""
        ruled_out = frozenset(_ruled_out(answers, rules_out)) - answers.yes
        return cls(answers, ruled_out, any(facet == _AREA for facet, _ in answers.yes))

    def __repr__(self) -> str:
        """Nothing of what was said, so that no report of a fault can hold it."""
        return "Known(...)"

    @property
    def age(self) -> int | None:
        """In years, None where not said."""
        return self.answers.age

    def said(self, facet: str, value: str) -> bool | None:
        """Whether a value was said yes to, or no; None for not said."""
        answers, pair = self.answers, (facet, value)
        if pair in answers.yes:
            return True
        if pair in answers.no or pair in self.ruled_out:
            return False
        return False if facet == _AREA and self.somewhere else None


def _ruled_out(answers: Answers, rules_out: RulesOut) -> Iterator[Value]:
    for facet, value in answers.yes:
        for other in rules_out.get((facet, value), ()):
            yield facet, other
