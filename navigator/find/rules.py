"""A service's rules in plain sentences: whom it is for, whom it may refuse, and what can be challenged."""

import re
from typing import Final

from navigator.directory import Criterion, Vocabulary
from navigator.find.wording import ended, joined, listed, lower_first

_PREFIXES: Final = {
    ("requires", "hard"): "Only for",
    ("requires", "discretionary"): "Usually only for",
    ("excludes", "hard"): "Not for",
    ("excludes", "discretionary"): "Usually not for",
    ("excludes", "contested"): "May refuse because of",
    ("requires", "contested"): "May insist on",
}
_FIRST: Final = "First for"
_CAN_BE_CHALLENGED: Final = "This can be challenged: national guidance says one need is no reason to refuse the other."

# A rule about an area begins its note with the tie it asks for; the code is ours, the rest the page's own words.
_TIES: Final = {
    "lives-in": ("people who live in", "lives there"),
    "local-connection": ("people with a local connection to", "has a local connection"),
    "gp-in": ("people with a GP in", "has a GP there"),
    "rough-sleeping-in": ("people sleeping rough in", "sleeps rough there"),
}
_TIE: Final = re.compile("|".join(sorted(_TIES, key=len, reverse=True)))
_LEADING_TIES: Final = re.compile(rf"({_TIE.pattern})(?: or ({_TIE.pattern}))?[\s;:.,]*(.*)", re.DOTALL)
_PROPER: Final = frozenset({"identity"})


def rule_sentence(rule: Criterion, vocabulary: Vocabulary) -> str:
    """One rule as a sentence: ``"Only for: people aged 18 or over."``."""
    prefix = _FIRST if rule.rule == "prioritises" else _PREFIXES.get((rule.rule, rule.strength), "Rule")
    who, note = _whom(rule, vocabulary)
    said = f"{prefix}: {who}" if who else f"{prefix}: {note}"
    more = note if who else ""
    told = joined(said, more, between=". ")
    return joined(told, _CAN_BE_CHALLENGED, between=". ") if rule.strength == "contested" else ended(told)


def _whom(rule: Criterion, vocabulary: Vocabulary) -> tuple[str, str]:
    """Whom a rule speaks of, and what its note adds."""
    note = rule.note or ""
    if rule.facet == "age":
        return _ages(rule.minimum, rule.maximum), note
    if rule.facet == "area":
        return _residents(listed(rule.values, "or"), note)
    labels = [vocabulary.label(f"value.{rule.facet}", value) for value in rule.values]
    return listed(labels if rule.facet in _PROPER else map(lower_first, labels), "or"), note


def _ages(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f"people aged {least} to {most}"
    if least is not None:
        return f"people aged {least} or over"
    return f"people aged {most} or under" if most is not None else ""


def _residents(places: str, note: str) -> tuple[str, str]:
    found = _LEADING_TIES.fullmatch(note)
    if found is None:
        return places, note
    first, second, rest = found.groups()
    whom = f"{_TIES[first][0]} {places}" + (f", or {_TIES[second][1]}".replace("has", "have") if second else "")
    rest = _TIE.sub(lambda tie: _TIES[tie[0]][1], rest)
    return whom, rest[:1].upper() + rest[1:]
