"""What a person may choose beside the words, in the order a worker thinks, in words; and what is chosen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from navigator.directory.entry import area_code
from navigator.find.filters import CODED, Filters
from navigator.find.wording import listed, lower_first
from navigator.text import normal, words

if TYPE_CHECKING:
    from navigator.directory import Place, Places, Vocabulary

Counts = Mapping[str, Mapping[str, int]]

_ORDER: Final = (
    ("What for", (("need", "Help with"), ("type", "Kind of service"))),
    ("Where", (("area", "Borough"),)),
    ("When", (("open", "Open"),)),
    ("How to get in", (("drop_in", "Without a referral"), ("route", "Way in"))),
    (
        "Who it takes",
        (
            ("stance", "Both needs"),
            ("women_only", "Women"),
            ("no_recourse", "Immigration status"),
            ("language", "Language"),
            ("accessibility", "Access"),
            ("cost", "Cost"),
        ),
    ),
    ("Trust", (("checked", "Checked with the service"),)),
)
_LABELS: Final = {
    ("open", "now"): "Open now",
    ("open", "evenings"): "Open in the evening",
    ("open", "weekends"): "Open at weekends",
    ("drop_in", "yes"): "People can turn up",
    ("women_only", "yes"): "Women only",
    ("no_recourse", "yes"): "No recourse accepted",
    ("area", "uk"): "The UK",
    ("fits", "yes"): "Fits the answers given",
}
_SAID_BETTER: Final = {("route", "drop-in"), ("type", "drop-in"), ("type", "women-only"), ("stance", "not-stated")}
"""Choices that another one says more fully: drop-in and women only, and what is done about silence."""
_EXACT_FIRST: Final = ("sector", "district", "neighbourhood", "borough")
_MOST_OFFERED: Final = 3
_MOST_SAID: Final = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter; ``count`` is how many would say yes to it, None while that is not known."""

    code: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one filter; ``filter`` is the field of ``Filters``."""

    filter: str
    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """The filters about one question a worker asks."""

    heading: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is chosen, in words that stand alone; ``toggled`` with its filter and code lets go of it."""

    filter: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a text in the place box came to: the place, the filters with it, and a sentence about it.

    ``place`` is None for a text that names none, whose filters are as they were, and for an empty one.
    """

    place: "Place | None"
    filters: Filters
    says: str

    @property
    def known(self) -> bool:
        """Whether the text was understood, as an empty one is."""
        return self.place is not None or not self.says


def subjects(
    filters: Filters,
    counts: Counts | None,
    offered: Mapping[str, Sequence[str]],
    vocabulary: "Vocabulary",
    boroughs: Iterable[str],
) -> tuple[Subject, ...]:
    """The choices there are, as subjects.

    ``offered`` are the codes by filter (``filters.choices``), ``counts`` how many say yes to each, or None while nobody
    knows, ``boroughs`` the names of the boroughs. A chosen code is there even when no listing carries it.
    """
    names = _names(boroughs)

    def group(name: str, heading: str) -> Group:
        chosen = filters.codes(name)
        known = None if counts is None else counts.get(name, {})
        codes = dict.fromkeys((*_arranged(name, offered.get(name, ()), vocabulary, names), *chosen))
        choices = []
        for code in codes:
            label, count = _label(name, code, vocabulary, names), None if known is None else known.get(code, 0)
            choices.append(Choice(code, label, count, code in chosen))
        return Group(name, heading, tuple(choices))

    made = (
        Subject(heading, tuple(filter(lambda its: its.choices, (group(*its) for its in groups))))
        for heading, groups in _ORDER
    )
    return tuple(subject for subject in made if subject.groups)


def chips(filters: Filters, vocabulary: "Vocabulary", boroughs: Iterable[str]) -> tuple[Chip, ...]:
    """Everything that is chosen: what one person said, then in the order of the subjects."""
    return tuple(_chips(filters, vocabulary, _names(boroughs)))


def _chips(filters: Filters, vocabulary: "Vocabulary", names: Mapping[str, str]) -> Iterator[Chip]:
    for code in filters.codes("fits"):
        yield Chip("fits", code, _LABELS["fits", code])
    for subject, groups in _ORDER:
        for name, _ in groups:
            for code in filters.codes(name):
                yield Chip(name, code, _in_full(name, _label(name, code, vocabulary, names)))
        if subject == "Where" and filters.near is not None:
            yield Chip("near", filters.near.name, f"Within {say_miles(filters.miles)} of {filters.near.name}")
    if not filters.silent:
        yield Chip("silent", "no", "Only those that say")


def toggled(filters: Filters, filter: str, code: str) -> Filters:  # noqa: A002 - the word the records use
    """The filters with a choice chosen, or let go of where it was chosen.

    Only one number of months is chosen at a time. ``near`` and ``fits`` can only be let go of: a place comes from
    ``read_place``, and answers from a conversation.
    """
    value: Any = getattr(filters, filter)
    match filter:
        case "near" | "fits":
            value = None
        case "checked":
            value = None if value == int(code) else int(code)
        case _ if isinstance(value, bool):
            value = not value
        case _:
            value = tuple(sorted({*value} ^ {code}))
    return replace(filters, **{filter: value})


def read_place(text: str, filters: Filters, places: "Places") -> Found:
    """What was meant by a text in the place box: a postcode, whole or in part, a neighbourhood, a borough, or nothing.

    A borough is chosen as an area, since it has no one point to measure from. An address is read by its postcode.
    """
    if not text.strip():
        return Found(None, replace(filters, near=None), "")
    place = places.find(text) or _within(text, places)
    if place is None:
        return Found(None, filters, _unknown(text, places))
    if place.point is None:
        areas = tuple(sorted({*filters.area, area_code(place.name)}))
        return Found(place, replace(filters, near=None, area=areas), f"Services for {place.name}.")
    boroughs = listed([borough for borough, _ in place.boroughs[:2]], "and")
    return Found(place, replace(filters, near=place), f"Near {place.name}{boroughs and f', in {boroughs}'}.")


def say_miles(miles: float) -> str:
    """A number of miles in words: "1 mile", "2 miles", "half a mile"."""
    if miles == 0.5:  # noqa: PLR2004 - the number itself
        return "half a mile"
    return f"{miles:g} mile{'s' if miles != 1 else ''}"


def _within(text: str, places: "Places") -> "Place | None":
    """The most exact place that is named among other words."""
    found = (place for _, _, place in places.in_text(words(text)))
    return min(found, key=lambda place: _EXACT_FIRST.index(place.kind), default=None)


def _unknown(text: str, places: "Places") -> str:
    from navigator.directory.places import postcode_parts
    from navigator.find.nearest import nearest, offer

    if postcode_parts(text):
        return f"{text.strip().upper()} is not a London postcode."
    if len(text) > _MOST_SAID:
        return "No London place is named there."
    likely = (places.find(name) for name in nearest(normal(text), places.names(), _MOST_OFFERED))
    names = dict.fromkeys(place.name for place in likely if place)
    return f"No place is called “{text.strip()}”.{offer(names)}"


def _names(boroughs: Iterable[str]) -> dict[str, str]:
    return {area_code(borough): borough for borough in boroughs}


def _arranged(name: str, codes: Iterable[str], vocabulary: "Vocabulary", names: Mapping[str, str]) -> Iterable[str]:
    """The codes of a filter that are offered, as the vocabulary has them; those it does not know follow by label."""
    if name == "area":
        return [code for code in codes if code in names]
    if name not in CODED:
        return codes
    known = {"-".join(words(code)): at for at, code in enumerate(vocabulary.codes(CODED[name]))}
    shown = (code for code in codes if (name, code) not in _SAID_BETTER)
    return sorted(shown, key=lambda code: (known.get(code, len(known)), _label(name, code, vocabulary, names)))


def _label(name: str, code: str, vocabulary: "Vocabulary", names: Mapping[str, str]) -> str:
    if name == "checked":
        return f"Checked within {code} month{'s' if code != '1' else ''}"
    if name == "area" and code in names:
        return names[code]
    label = _LABELS.get((name, code)) or vocabulary.label(CODED.get(name, name), code)
    return label[:1].upper() + label[1:]


def _in_full(name: str, label: str) -> str:
    """How a choice is said away from its heading."""
    if name == "stance":
        return f"Both needs: {lower_first(label)}"
    return f"{label} spoken" if name == "language" else label
