"""What changed between a listing and the same later, in plain words: each field of the form, each fact in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from navigator.directory import Criterion, Location, Vocabulary
from navigator.directory.fields import ATTRIBUTES
from navigator.find.rules import rule_sentence
from navigator.find.wording import joined, plain_date
from navigator.listings.changes.history import Fields
from navigator.listings.facts import FIELDS, LABELS, place_line
from navigator.listings.past.shortening import changed_part
from navigator.listings.status import STATUS

Part: TypeAlias = tuple[str, str, str]
"""What of a field changed, "" for the field itself, and how it was and became, "" for nothing."""

_NO_SERVICES: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact that changed: its field in the form, what people call it, and how it was and became, "" for nothing."""

    field: str
    label: str
    before: str
    after: str

    @property
    def says(self) -> str:
        """In a line: ``"Hours: Mo-Fr 09:00-17:00 became Mo-Fr 10:00-16:00"``; of long texts only what changed."""
        if not self.before:
            return f"{self.label}: {self.after} was added"
        if not self.after:
            return f"{self.label}: {self.before} was removed"
        before, after = changed_part(self.before, self.after)
        return f"{self.label}: {before} became {after}"


def lines(
    before: Fields, after: Fields, vocabulary: Vocabulary, services: Mapping[str, str] = _NO_SERVICES
) -> tuple[Line, ...]:
    """What changed between some fields and the same later, in the order of the form.

    ``services`` are the names of linked listings by id, as ``linked`` gives them; any other is told by its id.
    """
    names = sorted(after, key=lambda name: _RANK.get(name, len(_RANK)))
    tells = {**_FIELDS, "links": _links(services)}
    changed = (name for name in names if before.get(name) != after[name])
    return tuple(
        _line(name, part)
        for name in changed
        for part in tells.get(name, _said)(before.get(name), after[name], vocabulary)
    )


def _line(name: str, part: Part) -> Line:
    which, before, after = part
    label, _, more = which.partition("|")
    return Line(name, joined(label or LABELS.get(name, name), more, ", "), before, after)


_Tell: TypeAlias = Callable[[Any, Any, Vocabulary], Iterator[Part]]


def _said(before: Any, after: Any, _: Vocabulary) -> Iterator[Part]:
    """A text, or anything else as it is."""
    yield "", _text(before), _text(after)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _as_written(value: Any, _: Vocabulary) -> str:
    return _text(value)


def _yes(before: Any, after: Any, _: Vocabulary) -> Iterator[Part]:
    if before is not None or after:
        yield "", "" if before is None else _YES[bool(before)], _YES[bool(after)]


def _code(taxonomy: str) -> _Tell:
    def tell(before: Any, after: Any, words: Vocabulary) -> Iterator[Part]:
        was, now = (words.label(taxonomy, code) if code else "" for code in (before, after))
        yield "", was, now

    return tell


def _status(before: Any, after: Any, _words: Vocabulary) -> Iterator[Part]:
    was, now = (STATUS.get(code, code) if code else "" for code in (before, after))
    yield "", was, now


def _texts(taxonomy: str = "") -> _Tell:
    """A list of texts, or of codes."""

    def tell(before: Any, after: Any, words: Vocabulary) -> Iterator[Part]:
        were, are = (
            [words.label(taxonomy, each) if taxonomy else each for each in some or ()] for some in (before, after)
        )
        yield from _in_list(were, are)

    return tell


def _in_list(were: Sequence[str], are: Sequence[str]) -> Iterator[Part]:
    """What came to a list and what went from it; where neither did, that its order changed."""
    gone, come = _without(were, are), _without(are, were)
    yield from (("", each, "") for each in gone)
    yield from (("", "", each) for each in come)
    if not gone and not come and list(were) != list(are):
        yield "|in this order", ", ".join(were), ", ".join(are)


def _without(some: Sequence[str], others: Sequence[str]) -> list[str]:
    left = list(others)
    return [each for each in some if each not in left or left.remove(each)]  # type: ignore[func-returns-value]


def _rows(call: Callable[[Fields, Vocabulary], str], key: Callable[[Fields], Any]) -> _Tell:
    """A list of facts of several parts; ``key`` tells which one is the same as before, ``call`` what it is called."""

    def tell(before: Any, after: Any, words: Vocabulary) -> Iterator[Part]:
        were, are = list(before or ()), list(after or ())
        pairs = list(_pairs(were, are, key))
        for was, now in pairs:
            if was is None or now is None:
                yield "", call(was, words) if was else "", call(now, words) if now else ""
            elif was != now:
                yield from _parts(was, now, f"|{call(now, words)}", words)
        if all(was == now for was, now in pairs) and were != are:
            was_so, is_so = ("; ".join(call(one, words) for one in some) for some in (were, are))
            yield "|in this order", *((was_so, is_so) if was_so != is_so else _places(were, are))

    return tell


def _places(were: Sequence[Fields], are: Sequence[Fields]) -> tuple[str, str]:
    """An order and the other, of facts that are called the same, by where they were."""
    left, order = list(enumerate(were, 1)), []
    for one in are:
        found = next(pair for pair in left if pair[1] == one)
        left.remove(found)
        order.append(str(found[0]))
    return ", ".join(str(n) for n, _ in enumerate(were, 1)), ", ".join(order)


def _pairs(
    were: Sequence[Fields], are: Sequence[Fields], key: Callable[[Fields], Any]
) -> Iterator[tuple[Fields | None, Fields | None]]:
    """Each fact with the one it became: first the same, then those of the same key; what is left went, or came."""
    gone, come = list(were), list(are)
    found: list[tuple[Fields, Fields]] = []
    for same in (lambda one: one, key):
        for now in list(come):
            was = next((each for each in gone if same(each) == same(now)), None)
            if was is not None:
                gone.remove(was)
                come.remove(now)
                found.append((was, now))
    yield from ((was, None) for was in gone)
    yield from found
    yield from ((None, now) for now in come)


def _parts(was: Fields, now: Fields, name: str, words: Vocabulary) -> Iterator[Part]:
    """The parts that differ of a fact that is still there."""
    told: set[str] = set()
    for part in now:
        label = _PARTS.get(part, part)
        if was.get(part) == now[part] or label in told:
            continue
        told.add(label)
        say = _SAY.get(part, _as_written)
        yield joined(name, label, ", "), say(was.get(part), words), say(now[part], words)


def _group(labels: Mapping[str, str]) -> _Tell:
    """A fact of several parts, each told by itself under its own label, "" for the field's."""

    def tell(before: Any, after: Any, words: Vocabulary) -> Iterator[Part]:
        was, now = before or {}, after or {}
        for part in {**now, **was}:
            if was.get(part) != now.get(part):
                say = _SAY.get(part, _as_written)
                label = labels.get(part, f"|{_PARTS.get(part, part)}")
                yield label, say(was.get(part), words), say(now.get(part), words)

    return tell


def _rule(rule: Fields, words: Vocabulary) -> str:
    ages = rule.get("min"), rule.get("max")
    values = tuple(rule.get("values") or ())
    return rule_sentence(
        Criterion(rule["facet"], rule["rule"], rule["strength"], values, *ages, rule.get("note"), rule["source"]), words
    )


def _same_rule(rule: Fields) -> Any:
    ages = rule.get("min"), rule.get("max")
    return rule["facet"], rule["rule"], rule["strength"], tuple(rule.get("values") or ()), ages, rule.get("note")


def _place(place: Fields, _: Vocabulary) -> str:
    name, street, city, postcode = (place.get(part) for part in ("name", "address_1", "city", "postal_code"))
    told = place_line(Location(name, street, city, postcode, None, None, bool(place.get("confidential")), ()))
    return told or "a place without an address"


def _source(source: Fields, _: Vocabulary) -> str:
    dated = source.get("page_date")
    return f"{source['title']} ({plain_date(dated) if dated else 'no date'})"


def _links(services: Mapping[str, str]) -> _Tell:
    def call(link: Fields, words: Vocabulary) -> str:
        return f"{words.label('link-kind', link['kind'])} {services.get(link['to'], link['to'])}"

    return _rows(call, lambda link: link["to"])


def _page(number: Any, _: Vocabulary) -> str:
    return f"source {number}" if number else ""


def _day(value: Any, _: Vocabulary) -> str:
    return plain_date(value) if value else ""


_YES: Final = {True: "yes", False: "no"}
_PARTS: Final[Mapping[str, str]] = {
    "note": "note",
    "source": "page",
    "number": "number",
    "url": "address",
    "title": "title",
    "page_date": "date",
    "latitude": "point on the map",
    "longitude": "point on the map",
    "confidential": "confidential",
    "accessibility": "access",
    "kind": "how",
    "name": "name",
    "address_1": "street",
    "city": "town",
    "postal_code": "postcode",
}
"""What people call the parts of a fact."""


def _codes_said(taxonomy: str) -> Callable[[Any, Vocabulary], str]:
    return lambda value, words: ", ".join(words.label(taxonomy, code) for code in value or ())


_SAY: Final[Mapping[str, Callable[[Any, Vocabulary], str]]] = {
    "source": _page,
    "page_date": _day,
    "accessibility": _codes_said("accessibility"),
    "confidential": lambda value, _: _YES[bool(value)],
    "stance": lambda value, words: words.label("stance", value) if value else "",
    "kind": lambda value, words: words.label("link-kind", value) if value else "",
}
"""How a part of a fact is told, where not as it is written."""
_FLEXIBILITY: Final = {field.name.partition(".")[2]: field.label for field in FIELDS if "." in field.name}
_FIELDS: Final[Mapping[str, _Tell]] = {
    **dict.fromkeys(("id", "name", "organization", "description", "url", "email"), _said),
    **dict.fromkeys(("how_to_refer", "cost_note", "interpreting"), _said),
    **dict.fromkeys(("organization_name", "organization_website"), _said),
    **dict.fromkeys(("open_access", "anyone_may_apply"), _yes),
    **dict.fromkeys(("alternate_names", "areas", "languages", "required_documents"), _texts()),
    **{name: _texts(taxonomy) for name, taxonomy in ATTRIBUTES.items()},
    "status": _status,
    "cost": _code("cost"),
    "organization_kind": _code("organization-kind"),
    "hours": _group({"opening_hours": ""}),
    "dual_diagnosis": _group({"stance": ""}),
    "flexibility": _group(_FLEXIBILITY),
    "phones": _rows(
        lambda phone, _: joined(phone["number"], phone.get("note")), lambda phone: phone["number"].replace(" ", "")
    ),
    "locations": _rows(_place, lambda place: (place.get("address_1"), place.get("postal_code"), place.get("name"))),
    "eligibility": _rows(_rule, _same_rule),
    "links": _links(_NO_SERVICES),
    "sources": _rows(_source, lambda source: source["number"]),
}
"""How each field of the form is told; links by the ids of listings, where no names are known."""
_RANK: Final = {name: n for n, name in enumerate(LABELS)}
