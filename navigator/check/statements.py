"""What a service's rules come to for one person, in words: the rule, what was said about it, and who says so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from textwrap import shorten
from typing import Final, Literal

from navigator.check.result import Finding, Result
from navigator.check.rules import COVERS, Rule
from navigator.directory import Listing, Source, Vocabulary
from navigator.find.checks import confirmed_words
from navigator.find.rules import rule_sentence
from navigator.find.wording import ended, joined, listed, lower_first, plain_date

Kind = Literal["unmet", "unknown", "also-ask", "first-for", "met"]

ANYONE: Final = "Anyone may come."
ANYONE_MAY_APPLY: Final = "Anyone may apply. Ask for the decision in writing."
AREAS: Final = "the areas it covers"
NO_DATE: Final = "date not known"
UNCHECKED: Final = "Nobody has checked this with the service."
_SILENT: Final = "It does not say whom it takes. It is fine to ask."
_UNCLEAR: Final = "Ask whether it still runs."
_CHALLENGED: Final = "{}; this can be challenged."
_EVERYBODY: Final = {
    "area": "Takes people from anywhere in the country.",
    "gender": "Takes people of any gender.",
    "gp": "Takes people with any GP, or none.",
    "housing": "Takes people wherever they stay.",
    "recourse": "Takes people whatever their immigration status.",
}
_MOST_NAMED: Final = 3
_SHORT: Final = 120


@dataclass(frozen=True, slots=True, repr=False)
class Statement:
    """One rule in words.

    ``text`` is the rule and what was said about it; ``note`` what the page adds; ``source`` the page with its date, or
    that it follows from the areas the service covers; ``url`` "" where the page has none.
    """

    text: str
    source: str
    url: str
    note: str
    kind: Kind
    contested: bool
    hard: bool

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"Statement({self.kind!r})"


def statements(result: Result, vocabulary: Vocabulary) -> tuple[Statement, ...]:
    """Every rule of a service in words: those unmet, not known, only to be asked about, first for, met.

    A rule that nobody has to say anything for is among those met.
    """
    idle = (replace(one, said="") for one in result.unknown if one not in result.to_settle)
    by_kind: tuple[tuple[Kind, Sequence[Finding]], ...] = (
        ("unmet", result.unmet),
        ("unknown", result.to_settle),
        ("also-ask", result.also_ask),
        ("first-for", result.first_for),
        ("met", (*result.met, *idle)),
    )
    return tuple(_statement(finding, kind, vocabulary) for kind, findings in by_kind for finding in findings)


def _statement(finding: Finding, kind: Kind, vocabulary: Vocabulary) -> Statement:
    rule = finding.rule
    return Statement(
        text=why(finding, vocabulary),
        source=source_words(rule),
        url=(rule.source.url or "") if rule.source else "",
        note=note_of(rule),
        kind=kind,
        contested=rule.strength == "contested",
        hard=rule.hard,
    )


def why(finding: Finding, vocabulary: Vocabulary) -> str:
    """A rule and what was said about it: ``"Only for: people aged 18 or over. You said: 17."``."""
    return joined(_sentence(_as_held(finding), vocabulary), finding.said, between=" ")


def note_of(rule: Rule) -> str:
    """What the page adds to a rule, where the sentence of the rule does not say it already."""
    return (rule.criterion.note or "") if rule.criterion and _stands_alone(rule) else ""


def source_words(rule: Rule) -> str:
    """Who says so and when: ``"Their page, June 2024"``."""
    page = _dated(rule.source) if rule.source else ""
    if rule.rule == COVERS:
        return f"{AREAS} ({page})" if page else AREAS
    return page


def because(result: Result, vocabulary: Vocabulary) -> str:
    """The one thing that decided, or matters most, in one short sentence."""
    reasons = {"says-no": _refusal, "worth-asking": _doubt, "meets-rules": _welcome}[result.outcome]
    if result.takes_anyone:
        reasons = _welcome
    return next(filter(None, reasons(result, vocabulary)), _SILENT)


def checked(listing: Listing) -> str:
    """When somebody last asked the service about its listing, or that nobody has."""
    last = listing.asked
    if last is None:
        return UNCHECKED
    return f"Checked with the service on {plain_date(last.checked_on)}: {ended(confirmed_words(last))}"


def _refusal(result: Result, vocabulary: Vocabulary) -> Iterator[str]:
    decided = result.decided_by
    more = len(decided) - 1
    yield joined(_brief(decided[0], vocabulary), f"And {more} more." if more else "", between=" ")


def _doubt(result: Result, vocabulary: Vocabulary) -> Iterator[str]:
    for finding in result.unmet:
        if finding.rule.strength == "contested":
            yield _CHALLENGED.format(_first(finding.rule, vocabulary).rstrip(".").replace(":", "", 1))
    for finding in result.unmet:
        yield ANYONE_MAY_APPLY if finding.rule.hard else _brief(finding, vocabulary)
    if result.unclear:
        yield _UNCLEAR
    yield _ask_about(result.to_settle, vocabulary)
    for finding in result.also_ask:
        yield shorten(_first(finding.rule, vocabulary), _SHORT, placeholder=" …")


def _welcome(result: Result, vocabulary: Vocabulary) -> Iterator[str]:
    for finding in result.first_for:
        yield _first(finding.rule, vocabulary)
    if result.open_access:
        yield ANYONE
    facets = _facets((finding for finding in result.met if not finding.rule.everybody), vocabulary)
    if facets:
        yield f"What you said fits its {'rule' if len(facets) == 1 else 'rules'}: {_apart(facets, 'and')}."
    for finding in (*result.met, *result.unknown):
        if finding.rule.everybody:
            yield _first(finding.rule, vocabulary)
    for finding in result.also_ask:
        yield shorten(_first(finding.rule, vocabulary), _SHORT, placeholder=" …")


def _ask_about(unknown: Iterable[Finding], vocabulary: Vocabulary) -> str:
    facets = _facets(unknown, vocabulary)
    more = ["more"] if len(facets) > _MOST_NAMED else []
    return f"Ask about: {_apart([*facets[:_MOST_NAMED], *more])}." if facets else ""


def _apart(names: Sequence[str], last: str = "") -> str:
    """Names after one another; semicolons keep apart those such as "family, pregnancy and pets"."""
    if any(" and " in name for name in names):
        return "; ".join(names)
    return listed(names, last) if last else ", ".join(names)


def _facets(findings: Iterable[Finding], vocabulary: Vocabulary) -> list[str]:
    facets = dict.fromkeys(finding.rule.facet for finding in findings)
    return [lower_first(vocabulary.label("facet", facet)) for facet in facets]


@lru_cache(maxsize=2_000)
def _sentence(rule: Rule, vocabulary: Vocabulary) -> str:
    """A rule as a sentence, without what its page adds where it can do without."""
    if rule.criterion is None:
        return f"Covers {rule.areas('and')}."
    if rule.everybody:
        return _EVERYBODY[rule.facet]
    criterion = replace(rule.criterion, note=None) if _stands_alone(rule) else rule.criterion
    return rule_sentence(criterion, vocabulary)


def _brief(finding: Finding, vocabulary: Vocabulary) -> str:
    """A rule in one sentence, and what was said about it."""
    return joined(_first(_as_held(finding), vocabulary), finding.said, between=" ")


def _as_held(finding: Finding) -> Rule:
    """Its rule; one that names every value there is takes everybody only as long as nobody said no to them all."""
    return replace(finding.rule, everybody=False) if finding.holds is False else finding.rule


def _first(rule: Rule, vocabulary: Vocabulary) -> str:
    """A rule in one sentence, without all that its page adds."""
    return ended(_sentence(rule, vocabulary).partition(". ")[0])


def _stands_alone(rule: Rule) -> bool:
    """Whether the sentence of a rule is whole without its note; that of an area says in it which tie is asked for."""
    return rule.computed and (rule.everybody or rule.facet != "area")


def _dated(source: Source) -> str:
    return f"{source.title}, {plain_date(source.page_date) if source.page_date else NO_DATE}"
