"""A listing checked as it is typed: every field, with what is wrong beside it, in plain words with what to do.

What no problem blocks can be saved. The rest are doubts, which are shown and kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from navigator.directory.fields import ATTRIBUTES
from navigator.find.hours import Hours, london_now
from navigator.find.nearest import nearest
from navigator.listings.form.contacts import contact_problems, web_problem
from navigator.listings.form.contradictions import rule_problems
from navigator.listings.form.reference import Reference
from navigator.listings.form.typed import Problem, alike, number_in, row_in, rows_in, text_in, texts_in, tidy
from navigator.listings.form.whereabouts import located, place_problems

LONGEST_DESCRIPTION: Final = 600
"""Letters of a description that somebody still reads beside another person."""
_BEGINNING: Final = 2
_MOST_NAMED: Final = 12
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_SENTENCES: Final = {
    "it is missing": "Fill this in: every listing needs it.",
    "it is empty": "Fill this in, or take it out.",
    "a text is needed": "Fill this in with words, or remove what it belongs to.",
    "the form has no such field": "There is no such field. Take it out.",
    "it holds a control character": "This holds a letter that cannot be seen. Type it again.",
}
_PATTERNS: Final = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"Input should be greater than or equal to (.*)", r"This cannot be below \1. Change it."),
        (r"Input should be less than or equal to (.*)", r"This cannot be above \1. Change it."),
        (r"String should have at most (\d+) characters", r"This is longer than \1 letters. Shorten it."),
        (r"Tuple should have at least .*", "Name at least one page that facts were read on."),
        (r"Input should be ('.*)", r"Choose \1."),
        (r"Input should be a valid boolean.*", "Give yes or no."),
        (r"Input should be a (?:valid )?integer.*|Input should be a finite.*", "Give a whole number."),
        (r"Input should be a (?:valid )?number.*", "Give a number."),
    )
)
"""What to say instead of the form's library, whose words are for programmers; quotation marks are left out."""
_LISTS: Final = ("needs", "service_types", "areas", "delivery", "referral_routes", "approaches", "transitions")
_WORDS: Final = ("alternate_names", "languages", "required_documents")
_FACTS: Final = ("hours", "dual_diagnosis")


def check_fields(fields: Mapping[str, Any], reference: Reference) -> tuple[Problem, ...]:
    """Everything that is wrong with a listing as it was typed, in the order of its fields.

    Where nothing blocks, the fields are in the form that is saved, after ``ready``.
    """
    from navigator.directory.form import ListingForm, wrong_fields

    found = [problem for check in _BY_ITSELF for problem in check(fields)]
    found += [problem for check in _HELD_AGAINST for problem in check(fields, reference)]
    told, wrong = {problem.field for problem in found if problem.blocks}, wrong_fields(dict(fields))
    named = {*told, *(field for field, _ in wrong)}
    for field, said in wrong:
        # What the form says of a list, a row or the listing is of no use where the very field is named.
        if field not in told and not any(other.startswith(f"{field}." if field else "") for other in named - {field}):
            found.append(Problem(field, _sentence(said), blocks=True))
    order = {name: n for n, name in enumerate(ListingForm.model_fields)}
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: _rank(problem, order)))


def ready(fields: Mapping[str, Any], reference: Reference) -> dict[str, Any]:
    """The fields as they are saved: tidy, with postcodes as they are written and places put on the map by them."""
    found: dict[str, Any] = tidy(fields)
    if isinstance(found.get("locations"), list):
        found["locations"] = [
            located(row, reference) if isinstance(row, Mapping) else row for row in found["locations"]
        ]
    return found


def _rank(problem: Problem, order: Mapping[str, int]) -> tuple[int, int, bool]:
    name, *rest = problem.field.split(".")
    number = int(rest[0]) if rest and rest[0].isdigit() else 0
    return order.get(name, -1), number, not problem.blocks


def _sentence(said: str) -> str:
    """What the form says of a field, as a sentence with what to do."""
    if said in _SENTENCES:
        return _SENTENCES[said]
    for pattern, sentence in _PATTERNS:
        if found := pattern.fullmatch(said):
            return found.expand(sentence).replace("'", "")
    return f"{said[:1].upper()}{said[1:]}."


def _words(fields: Mapping[str, Any], reference: Reference) -> Iterator[Problem]:
    description = text_in(fields, "description")
    if len(description) > LONGEST_DESCRIPTION:
        says = f"This is {len(description)} letters long. Below {LONGEST_DESCRIPTION}, people read it to the end."
        yield Problem("description", says, blocks=False)
    for name, what in (("needs", "need"), ("service_types", "type of service")):
        if not texts_in(fields, name):
            yield Problem(name, f"Choose at least one {what}, or nobody finds it by that.", blocks=False)
    organization = text_in(fields, "organization")
    if organization and organization not in reference.organizations:
        close = nearest(organization, reference.organizations)
        meant = f" Did you mean {close[0]}?" if close else " Choose one that is there, or add it as a new one."
        offer = close[0] if close else ""
        says = f"There is no “{organization}” among the organisations.{meant}"
        yield Problem("organization", says, blocks=True, offer=offer)
    if text_in(fields, "cost_note") and not text_in(fields, "cost"):
        yield Problem("cost", "There is a note on the cost: choose free, charged or mixed too.", blocks=False)


def _codes(fields: Mapping[str, Any], reference: Reference) -> Iterator[Problem]:
    for field, taxonomy, code in _named_codes(fields):
        allowed = reference.codes(taxonomy)
        if not allowed or code in allowed:
            continue
        labels = {_label(reference, taxonomy, one): one for one in allowed}
        found = labels.get(code) or next((labels[name] for name in nearest(code, labels)), "")
        close = found or next(iter(nearest(code, allowed)), "")
        meant = f" Did you mean {close}?" if close else f" Choose {_some(allowed)}."
        yield Problem(field, f"There is no “{code}” to choose here.{meant}", blocks=True, offer=close)


def _label(reference: Reference, taxonomy: str, code: str) -> str:
    return code if taxonomy == "area" else reference.vocabulary.label(taxonomy, code)


def _some(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:_MOST_NAMED]) + (" or another" if len(codes) > _MOST_NAMED else "")


def _named_codes(fields: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Every (field, taxonomy, code) that was typed."""
    for name, taxonomy in {**ATTRIBUTES, "areas": "area"}.items():
        yield from ((field, taxonomy, code) for field, code in texts_in(fields, name))
    if stance := text_in(row_in(fields, "dual_diagnosis"), "stance"):
        yield "dual_diagnosis.stance", "stance", stance
    for place, row in rows_in(fields, "locations"):
        yield from ((f"{place}.{field}", "accessibility", code) for field, code in texts_in(row, "accessibility"))
    for place, row in rows_in(fields, "links"):
        if kind := text_in(row, "kind"):
            yield f"{place}.kind", "link-kind", kind
    for place, row in rows_in(fields, "eligibility"):
        if facet := text_in(row, "facet"):
            yield f"{place}.facet", "facet", facet
            taxonomy = "area" if facet == "area" else f"value.{facet}"
            yield from ((f"{place}.{field}", taxonomy, value) for field, value in texts_in(row, "values"))


def _hours(fields: Mapping[str, Any]) -> Iterator[Problem]:
    text = text_in(row_in(fields, "hours"), "opening_hours")
    if text and (says := Hours().parse_problem(text)):
        says += " They are shown as written and never count as open: words can go in the note instead."
        yield Problem("hours.opening_hours", says, blocks=False)


def _sources(fields: Mapping[str, Any]) -> Iterator[Problem]:
    numbers: dict[int, str] = {}
    today = london_now().date()
    for place, row in rows_in(fields, "sources"):
        number = number_in(row, "number")
        if number is not None and numbers.setdefault(number, place) != place:
            yield Problem(f"{place}.number", f"Another source is number {number}. Give this one another.", blocks=True)
        if problem := web_problem(f"{place}.url", text_in(row, "url")):
            yield problem
        yield from _dated(f"{place}.page_date", text_in(row, "page_date"), today)
    for field, number in _named_sources(fields):
        if number is not None and number not in numbers:
            says = f"There is no source {number}. Choose one of those below, or add it."
            yield Problem(field, says, blocks=True)


def _dated(field: str, day: str, today: date) -> Iterator[Problem]:
    """What is wrong with the date of a page; what is no date at all is told by the form."""
    from navigator.directory.form import is_date

    if not day:
        yield Problem(field, "Say of when this page is, or nobody can tell how old its facts are.", blocks=False)
    elif is_date(day) and day > today.isoformat():
        yield Problem(field, "This day is still to come. Give the day the page was written or read.", blocks=True)


def _named_sources(fields: Mapping[str, Any]) -> Iterator[tuple[str, int | None]]:
    """Every field that names a source, and the number it gives."""
    for name in _FACTS:
        yield f"{name}.source", number_in(row_in(fields, name), "source")
    for name in ("eligibility", "links"):
        yield from ((f"{place}.source", number_in(row, "source")) for place, row in rows_in(fields, name))


def _unsourced(fields: Mapping[str, Any]) -> Iterator[Problem]:
    hours, stance = row_in(fields, "hours"), row_in(fields, "dual_diagnosis")
    if text_in(hours, "opening_hours") and hours.get("source") is None:
        yield Problem("hours.source", "Say on which page these hours were read.", blocks=False)
    if text_in(stance, "stance") not in {"", "not-stated"} and stance.get("source") is None:
        yield Problem("dual_diagnosis.source", "Say on which page this was read.", blocks=False)
    for place, row in rows_in(fields, "eligibility"):
        if text_in(row, "rule") and row.get("facet") is None:
            yield Problem(f"{place}.facet", "Choose what this rule is about.", blocks=True)
        if text_in(row, "rule") and row.get("source") is None:
            yield Problem(f"{place}.source", "Say on which page this rule was read.", blocks=True)


def _links(fields: Mapping[str, Any], reference: Reference) -> Iterator[Problem]:
    for place, row in rows_in(fields, "links"):
        to = text_in(row, "to")
        if to and to == text_in(fields, "id"):
            yield Problem(f"{place}.to", "A service is not linked to itself. Take it out.", blocks=True)
        elif _ID.fullmatch(to) and to not in reference.listed:
            # Among those that begin alike: a hundred thousand ids are too many to compare at each key.
            close = nearest(to, [one for one in reference.listed if one.startswith(to[:_BEGINNING])])
            meant = f" Did you mean {close[0]}?" if close else " Write the name instead."
            offer = close[0] if close else ""
            yield Problem(f"{place}.to", f"There is no listing “{to}”.{meant}", blocks=False, offer=offer)


def _twice(fields: Mapping[str, Any]) -> Iterator[Problem]:
    """The same thing twice in a list."""
    for name in (*_LISTS, *_WORDS):
        yield from _repeated((field, alike(item)) for field, item in texts_in(fields, name))
    for place, row in rows_in(fields, "eligibility"):
        yield from _repeated((f"{place}.{field}", alike(item)) for field, item in texts_in(row, "values"))
    for name in ("eligibility", "locations", "links"):
        yield from _repeated((place, repr(sorted(row.items(), key=str))) for place, row in rows_in(fields, name))
    own = alike(text_in(fields, "name"))
    for field, item in texts_in(fields, "alternate_names"):
        if alike(item) == own:
            yield Problem(field, "This is its name already. Take it out here.", blocks=False)


def _repeated(items: Iterator[tuple[str, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for field, item in items:
        if item in seen:
            yield Problem(field, "This is here twice. Take one out.", blocks=False)
        seen.add(item)


_BY_ITSELF: Final[tuple[Callable[[Mapping[str, Any]], Iterator[Problem]], ...]] = (
    contact_problems, _hours, _sources, _unsourced, _twice,
)  # fmt: skip
_HELD_AGAINST: Final[tuple[Callable[[Mapping[str, Any], Reference], Iterator[Problem]], ...]] = (
    _words, _codes, place_problems, rule_problems, _links,
)  # fmt: skip
