"""One form out of two of the same service: fact by fact as chosen, each with its source, nothing there twice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import Any, Final, TypeAlias

from navigator.errors import NavigatorError
from navigator.listings.facts import FIELDS, Field
from navigator.listings.form.phones import digits_of
from navigator.listings.twins.cards import street_of
from navigator.listings.twins.comparing import Choice
from navigator.text import normal

Fields: TypeAlias = dict[str, Any]
"""A listing's form as JSON has it."""


def united(keep: Mapping[str, Any], drop: Mapping[str, Any], choices: Mapping[str, Choice]) -> Fields:
    """The form that stays, with the facts chosen from the one that goes.

    Sources of both are kept and renumbered. Every field needs a choice. Raises NavigatorError where both facts of a
    field are asked for that holds one.
    """
    sources, numbers = _sources(keep["sources"], drop["sources"])
    dated = {source["number"]: source["page_date"] or "" for source in sources}
    taken = _renumbered(drop, numbers)
    result = dict(keep) | {"sources": sources, "flexibility": dict(keep["flexibility"])}
    for field in FIELDS:
        part, _, name = field.name.rpartition(".")
        ours, theirs = (each[part] if part else each for each in (keep, taken))
        into: Fields = result[part] if part else result
        into[name] = _chosen(field, (ours[name], theirs[name]), choices[field.name], dated)
    names = [*result["alternate_names"], keep["name"], drop["name"], *drop["alternate_names"]]
    result["alternate_names"] = _once(names, normal, but={normal(result["name"])})
    selves = {keep["id"], drop["id"]}
    result["links"] = _once((link for link in result["links"] if link["to"] not in selves), _link)
    return result


def _chosen(field: Field, facts: tuple[Any, Any], choice: Choice, dated: Mapping[int, str]) -> Any:
    ours, theirs = facts
    if choice != "both":
        return ours if choice == "keep" else theirs
    if field.shape == "text":
        return "\n\n".join(dict.fromkeys(filter(None, facts))) or None
    if field.shape == "one":
        raise NavigatorError(f"A listing can have only one '{field.label}': choose which to take.")
    if field.name == "eligibility":
        return _rules(ours, theirs, dated)
    unite: Callable[[Any, Any], list[Any]] = _UNIONS.get(field.name, _plain)
    return unite(ours, theirs)


def _sources(keep: Sequence[Fields], drop: Sequence[Fields]) -> tuple[list[Fields], dict[int, int]]:
    """The pages of both, and the new number of each page of the one that goes."""
    known = {_page(source): source["number"] for source in keep}
    free = (number for number in count(1) if number not in set(known.values()))
    sources = list(keep)
    numbers: dict[int, int] = {}
    for source in drop:
        page = _page(source)
        if page not in known:
            known[page] = next(free)
            sources.append(source | {"number": known[page]})
        numbers[source["number"]] = known[page]
    return sources, numbers


def _page(source: Fields) -> tuple[str, str, str]:
    return source["url"] or "", source["title"], source["page_date"] or ""


def _renumbered(form: Mapping[str, Any], numbers: Mapping[int, int]) -> Fields:
    """The form with the new numbers of its sources."""

    def new(fact: Fields) -> Fields:
        return fact | {"source": numbers.get(fact["source"])}

    lists = {name: [new(fact) for fact in form[name]] for name in ("eligibility", "links")}
    return dict(form) | lists | {name: new(form[name]) for name in ("hours", "dual_diagnosis")}


def _plain(ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    return list(dict.fromkeys([*ours, *theirs]))


def _phones(ours: Sequence[Fields], theirs: Sequence[Fields]) -> list[Fields]:
    """Each number once, with what either says of it."""
    notes = {digits_of(phone["number"]): phone["note"] for phone in (*theirs, *ours) if phone["note"]}
    numbers = _once((*ours, *theirs), lambda phone: digits_of(phone["number"]))
    return [phone | {"note": phone["note"] or notes.get(digits_of(phone["number"]))} for phone in numbers]


def _locations(ours: Sequence[Fields], theirs: Sequence[Fields]) -> list[Fields]:
    """Each place once, with what either says of it."""
    places = [dict(place) for place in ours]
    for place in theirs:
        same = next((one for one in places if _same_place(one, place)), None)
        if same is None:
            places.append(dict(place))
            continue
        where = ("latitude", "longitude") if same["latitude"] is None else ()
        gaps = [name for name in ("name", "address_1", "city", "postal_code") if same[name] is None]
        same |= {name: place[name] for name in (*gaps, *where)}
        same["accessibility"] = _plain(same["accessibility"], place["accessibility"])
    return places


def _same_place(one: Fields, other: Fields) -> bool:
    if one["confidential"] or other["confidential"]:
        return bool(one["confidential"] == other["confidential"] and one["name"] == other["name"])
    postcodes = {normal(place["postal_code"]).replace(" ", "") for place in (one, other) if place["postal_code"]}
    streets = {street_of(place["address_1"]) for place in (one, other) if place["address_1"]}
    known = bool(one["postal_code"] and other["postal_code"]) or bool(one["address_1"] and other["address_1"])
    return known and len(postcodes) <= 1 and len(streets) <= 1


def _rules(ours: Sequence[Fields], theirs: Sequence[Fields], dated: Mapping[int, str]) -> list[Fields]:
    """Each rule once; of two that contradict one another the one with the newer page, else that of the first."""
    rules: list[Fields] = []
    for rule in sorted((*ours, *theirs), key=lambda rule: dated[rule["source"]], reverse=True):
        if not any(_rule(rule) == _rule(other) or _contradict(rule, other) for other in rules):
            rules.append(rule)
    return _once((rule for rule in (*ours, *theirs) if rule in rules), _rule)


def _rule(rule: Fields) -> tuple[Any, ...]:
    return rule["facet"], rule["rule"], tuple(sorted(rule["values"])), rule["min"], rule["max"], _note(rule)


def _note(rule: Fields) -> str:
    """What tells rules without values or ages apart."""
    return "" if rule["values"] or rule["min"] is not None or rule["max"] is not None else normal(rule["note"] or "")


def _contradict(one: Fields, other: Fields) -> bool:
    """Whether one requires what the other excludes, or both set an age and not the same."""
    if one["facet"] != other["facet"]:
        return False
    ages = [(rule["min"], rule["max"]) for rule in (one, other)]
    if one["rule"] == other["rule"]:
        return (None, None) not in ages and ages[0] != ages[1]
    return {one["rule"], other["rule"]} == {"requires", "excludes"} and not {*one["values"]}.isdisjoint(other["values"])


def _links(ours: Sequence[Fields], theirs: Sequence[Fields]) -> list[Fields]:
    return _once((*ours, *theirs), _link)


def _link(link: Fields) -> tuple[str, str]:
    return link["to"], link["kind"]


def _once(items: Iterable[Any], key: Callable[[Any], Any], but: Iterable[Any] = ()) -> list[Any]:
    """The items without those whose key was there before, or is among those left out."""
    seen, found = set(but), []
    for item in items:
        if key(item) not in seen:
            seen.add(key(item))
            found.append(item)
    return found


_UNIONS: Final[Mapping[str, Callable[[Sequence[Fields], Sequence[Fields]], list[Fields]]]] = {
    "phones": _phones,
    "locations": _locations,
    "links": _links,
}
