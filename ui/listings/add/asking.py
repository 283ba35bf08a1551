"""What is asked of the directory while a new listing is begun: what looks like it, who runs it, and what is wrong."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from navigator.find.nearest import nearest
from navigator.listings.add.lookalikes import Lookalike, likely_twins
from navigator.listings.form.contacts import web_problem
from navigator.listings.form.typed import Problem
from navigator.text import normal
from ui.shell.parts import host

if TYPE_CHECKING:
    from navigator.listings.listings import Listings

TOLD: Final = "Told by the service"
"""The title of a source that is no page."""
_MOST_CLOSE: Final = 3
_NAME: Final = "Say what it is called."
_RUNS: Final = "Say who runs it."
_UNKNOWN: Final = "Choose one of the organisations there are, or tick “A new organisation”."
_KIND: Final = "Choose what kind of organisation it is."
_URL: Final = "Give the address of the page, or choose that the service told you."
_ON: Final = "Give the day, or press “As usual”."
_TO_COME: Final = "This day is still to come. Give the day the page was written or read."


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the view. ``kind`` and ``website`` are of an organisation that ``is_new``; ``on`` an ISO day.

    ``told``: the service said so itself, and there is no ``url``.
    """

    name: str
    organization: str
    is_new: bool
    kind: str
    website: str
    told: bool
    url: str
    on: str

    @property
    def page(self) -> str:
        """The page it is known from; "" for none."""
        return "" if self.told else self.url

    @property
    def known(self) -> dict[str, Any]:
        """What is known of the new listing, for the form: its fields, and the organisation to add with it."""
        title = host(self.page) if self.page else TOLD
        source = {"number": 1, "title": title, "url": self.page or None, "page_date": self.on or None}
        found: dict[str, Any] = {"name": self.name, "organization": self.organization, "sources": [source]}
        if self.is_new:
            found["new_organization"] = {"name": self.organization, "kind": self.kind, "website": self.website}
        return found


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from: the organisations by name, and the kinds of them, each with its label."""

    organizations: Sequence[str]
    kinds: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the directory says to what was typed.

    ``alike`` are listings that look like it. ``runs`` is who runs it as the directory writes it, "" where it has no
    such organisation; ``close`` are those written nearly so. ``problems`` are named as in ``Typed``.
    """

    typed: Typed
    alike: tuple[Lookalike, ...]
    runs: str
    close: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def same(self) -> frozenset[str]:
        """The ids of the listings that are called just so and run by the same."""
        typed = self.typed
        runs = self.runs or typed.organization
        return frozenset(one.id for one in self.alike if (one.name, one.organization) == (typed.name, runs))


def offered(listings: "Listings") -> Offered:
    """What there is to choose from."""
    reference = listings.reference
    kinds = reference.vocabulary.terms("organization-kind")
    return Offered(sorted(reference.organizations, key=str.casefold), [(term.code, term.label) for term in kinds])


def answer(listings: "Listings", typed: Typed) -> Answer:
    """What the directory says to what is typed."""
    every = listings.reference.organizations
    runs = typed.organization if typed.organization in every else _same(typed.organization, every)
    close = () if runs else tuple(nearest(typed.organization, every, _MOST_CLOSE))
    alike = likely_twins(listings.connection, typed.name, typed.organization, typed.page)
    problems = (*_missing(typed, runs), *_wrong(typed, listings.today.isoformat()))
    return Answer(typed, alike, runs, close, problems)


def _same(name: str, every: Collection[str]) -> str:
    """The organisation of that name, however it is written; "" for none."""
    wanted = normal(name)
    return next((each for each in every if normal(each) == wanted), "") if wanted else ""


def _missing(typed: Typed, runs: str) -> Iterator[Problem]:
    """What must be said before going on."""
    if not typed.name:
        yield Problem("name", _NAME, blocks=True)
    if not typed.organization:
        yield Problem("organization", _RUNS, blocks=True)
    elif not runs and not typed.is_new:
        yield Problem("organization", _UNKNOWN, blocks=True)
    elif not runs and not typed.kind:
        yield Problem("kind", _KIND, blocks=True)
    if not typed.told and not typed.page:
        yield Problem("url", _URL, blocks=True)
    if not typed.on:
        yield Problem("on", _ON, blocks=True)


def _wrong(typed: Typed, today: str) -> Iterator[Problem]:
    """What is wrong with what was said."""
    for field, address in (("website", typed.website), ("url", typed.page)):
        if problem := web_problem(field, address):
            yield problem
    if typed.on > today:
        yield Problem("on", _TO_COME, blocks=True)
