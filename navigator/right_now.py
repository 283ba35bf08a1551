"""Right now: seven emergencies, what to do, whom to ring, and whether a query sounds like one.

It reads one small file of its own and nothing of the directory, so that it works when the directory does not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import Any, Final

from navigator.errors import NavigatorError, UsageError
from navigator.resources import resource
from navigator.text import words

CHECK: Final = "check before relying on this"
_WITHIN: Final = 12
_DAY_NAMES: Final = {"Mo": "Mon", "Tu": "Tue", "We": "Wed", "Th": "Thu", "Fr": "Fri", "Sa": "Sat", "Su": "Sun"}

_Phrase = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a situation's advice comes from; ``confidence`` is "seen" where the passage was read."""

    title: str
    url: str
    confidence: str

    @property
    def says(self) -> str:
        """The source in words, marked where nobody read the passage."""
        return _marked(f"{self.title}, {self.url}" if self.url else self.title, self.confidence)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to ring or text, and what its listing says about it."""

    number: str
    note: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A service to turn to, as its listing says.

    ``hours`` are those of the numbers, in OpenStreetMap's form, "" when not stated; ``how`` is the way in where a
    number is not enough; ``dated`` is the newest date on the listing's pages, "" when none has one.
    """

    id: str
    name: str
    areas: tuple[str, ...]
    phones: tuple[Phone, ...]
    hours: str
    how: str
    dated: str


@dataclass(frozen=True, slots=True)
class Situation:
    """An emergency: what to do, step by step, and the services to ring.

    A step nobody read in its source ends with a mark that says so. ``said`` are queries that name the situation.
    """

    id: str
    title: str
    do: tuple[str, ...]
    services: tuple[Contact, ...]
    sources: tuple[Source, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sign:
    """Groups of phrases, by number: each of ``needs`` must be there, close together, and none of ``bars``."""

    situation: str
    needs: tuple[int, ...]
    bars: tuple[int, ...]

    def shows(self, places: Mapping[int, Sequence[int]]) -> bool:
        """Whether the sign shows in a query in which groups begin at these places."""
        if any(group not in places for group in self.needs) or any(group in places for group in self.bars):
            return False
        return any(
            all(any(start <= place < start + _WITHIN for place in places[group]) for group in self.needs)
            for start in chain.from_iterable(places[group] for group in self.needs)
        )


class _Signs:
    """The signs of all situations in order, and for each word the phrases that begin with it."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], named: Mapping[str, str]) -> None:
        self._named: Final = named
        self._groups: Final[dict[str, int]] = {}
        self._begin: Final[dict[str, list[_Phrase]]] = {}
        self._holding: Final[dict[_Phrase, list[int]]] = {}
        self._signs: Final = [self._sign(row["id"], groups) for row in rows for groups in row["signs"]]
        self.vocabulary: Final = frozenset(chain.from_iterable(chain.from_iterable(self._holding)))

    def first(self, query: Sequence[str]) -> str | None:
        """The situation of the first sign that shows in the words of a query."""
        places: dict[int, list[int]] = {}
        for place, word in enumerate(query):
            for phrase in self._begin.get(word, ()):
                following = query[place : place + len(phrase)]
                if len(following) == len(phrase) and all(map(frozenset.__contains__, phrase, following)):
                    for group in self._holding[phrase]:
                        places.setdefault(group, []).append(place)
        return next((sign.situation for sign in self._signs if sign.shows(places)), None)

    def _sign(self, situation: str, groups: Sequence[str]) -> _Sign:
        groups = [group.strip() for group in groups]
        bars = [group for group in groups if group.startswith("-")]
        needs = [group for group in groups if group not in bars]
        return _Sign(situation, tuple(map(self._number, needs)), tuple(self._number(bar[1:]) for bar in bars))

    def _number(self, group: str) -> int:
        if group not in self._groups:
            number = self._groups[group] = len(self._groups)
            for phrase in dict.fromkeys(self._phrases(group)):
                self._hold(phrase, number)
        return self._groups[group]

    def _hold(self, phrase: _Phrase, group: int) -> None:
        if phrase not in self._holding:
            for word in phrase[0]:
                self._begin.setdefault(word, []).append(phrase)
        self._holding.setdefault(phrase, []).append(group)

    def _phrases(self, group: str) -> Iterator[_Phrase]:
        """Words joined by ``_`` stand in a row, ``/`` parts either of two, ``@`` names a set of words."""
        for item in group.split():
            if item.startswith("@"):
                yield from self._phrases(self._named[item[1:]])
            else:
                yield tuple(map(_either, item.split("_")))


@cache
def _either(part: str) -> frozenset[str]:
    """The words of which a phrase may have any in one place; one set for all phrases that have the same."""
    return frozenset(part.split("/"))


class RightNow:
    """The emergencies, most life-threatening first.

    ``path`` is the file, the shipped one when None. Raises ``NavigatorError`` when it cannot be read.
    """

    def __init__(self, path: Path | None = None) -> None:
        import tomllib

        path = path or resource("right-now.toml")
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            named: dict[str, str] = data["words"]
            rows: list[dict[str, Any]] = data["situation"]
            self.about: Final[str] = data["about"]
            self.situations: Final = tuple(_situation(row) for row in rows)
            self._signs: Final = _Signs(rows, named)
            self._spellings: Final[dict[str, str]] = data["spellings"]
            self._filler: Final = frozenset(named["filler"].split())
            self._apart: Final = frozenset(named["apart"].split())
            self._slips: Final = tuple(named["slips"].split())
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise NavigatorError(f"{path.name} cannot be read. If someone is in danger, call 999.") from error
        self._said: Final = {tuple(words(said)): row.id for row in self.situations for said in row.said}
        self._known: Final = self._signs.vocabulary.union(self._filler, self._apart, *self._said)

    def situation(self, situation_id: str) -> Situation:
        """The situation with that id; raises ``UsageError`` naming the ids there are."""
        for found in self.situations:
            if found.id == situation_id:
                return found
        allowed = ", ".join(found.id for found in self.situations)
        raise UsageError(f"There is no situation '{situation_id}'. Use one of: {allowed}.")

    def sounds_like(self, query: str) -> str | None:
        """The id of the emergency a query sounds like, or None.

        A query that is what people say for a situation, give or take a filler word before or after, names that one;
        else the first whose signs it holds.
        """
        spelt = " ".join(self._spellings.get(part.casefold().replace("’", "'"), part) for part in query.split())
        typed = [self._known_word(word) for word in words(spelt)]
        return self._spoken(typed) or self._signs.first(typed)

    def _spoken(self, typed: Sequence[str]) -> str | None:
        telling = [place for place, word in enumerate(typed) if word not in self._filler]
        if not telling:
            return None
        starts, stops = range(telling[0] + 1), range(telling[-1] + 1, len(typed) + 1)
        cores = (tuple(typed[start:stop]) for start, stop in product(starts, stops))
        return next((self._said[core] for core in cores if core in self._said), None)

    def _known_word(self, word: str) -> str:
        """The word itself, or the one it misses by one slip, of those for which that is forgiven."""
        if word in self._known:
            return word
        from rapidfuzz.distance import OSA

        return next((right for right in self._slips if right[0] == word[0] and OSA.distance(word, right) == 1), word)


def say(situation: Situation) -> str:
    """A situation as plain text: its title, numbered steps, the services to ring, and the sources."""
    lines = [situation.title, ""]
    lines += [f"{number}. {step}" for number, step in enumerate(situation.do, start=1)]
    for contact in situation.services:
        lines += ["", *_contact_lines(contact)]
    lines += ["", *(f"Source: {source.says}" for source in situation.sources)]
    return "\n".join(lines)


def _contact_lines(contact: Contact) -> Iterator[str]:
    yield f"{contact.name} ({', '.join(contact.areas)})"
    for phone in contact.phones:
        yield f"  {phone.number}" + (f"  {phone.note}" if phone.note else "")
    if contact.hours:
        yield f"  Open {plain_hours(contact.hours)}"
    if contact.how:
        yield f"  {contact.how}"
    yield f"  From pages of {contact.dated} or before" if contact.dated else "  From undated pages"


def plain_hours(hours: str) -> str:
    """Hours in OpenStreetMap's form as people read them: ``"Mon-Fri 09:00-17:00"``, or "day and night"."""
    plain = re.sub(r"\b[A-Z][a-z]\b", lambda day: _DAY_NAMES.get(day[0], day[0]), hours)
    return "day and night" if hours == "24/7" else plain.replace("; ", ", ")


def _situation(row: Mapping[str, Any]) -> Situation:
    return Situation(
        id=row["id"],
        title=row["title"],
        do=tuple(_marked(step["text"], step.get("confidence", "seen")) for step in row["do"]),
        services=tuple(_contact(service) for service in row.get("service", ())),
        sources=tuple(Source(item["title"], item.get("url", ""), item["confidence"]) for item in row["source"]),
        said=tuple(row["said"]),
    )


def _contact(row: Mapping[str, Any]) -> Contact:
    return Contact(
        id=row["id"],
        name=row["name"],
        areas=tuple(row["areas"]),
        phones=tuple(Phone(phone["number"], phone.get("note", "")) for phone in row.get("phones", ())),
        hours=row.get("hours", ""),
        how=row.get("how", ""),
        dated=row.get("dated", ""),
    )


def _marked(text: str, confidence: str) -> str:
    return text if confidence == "seen" else f"{text} ({CHECK})"
