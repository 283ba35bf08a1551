"""Words that tell: what on a paper would say to whoever finds it what somebody is going through, or who helps them.

Letters are compared without capitals, accents or apostrophes, and words are joined, so that "D r u g s" and "re-fuge"
are found as well. What was typed is never kept: not in a log, not in a record's repr.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from navigator.directory import Listing, Location
from navigator.resources import resource
from navigator.reviewed import Table
from navigator.text import words

NOBODYS: Final[frozenset[str]] = frozenset()
"""The words of no service."""

_DIGITS: Final = str.maketrans("013457@$!|", "oieastasil")
_MIXED: Final = re.compile(r"\S*[^\W\d]\S*")
_ADDRESS: Final = re.compile(
    r"\S+@\S+|\bhttps?:\S*|\bwww\b\S*|\b[\w-]+\.(?:uk|org|com|net|co|info|london|gov)\b\S*"
    r"|\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b",
    re.IGNORECASE,
)
"""An email address, a web name, or a postcode."""
_ENDINGS: Final = ("s", "es", "d", "ed", "r", "er", "rs", "ers", "ing")
_LONGEST_RUN: Final = 30
_SHORTEST_STEM: Final = 5
_SHORTEST: Final = 3
_SHORTEST_RUN: Final = 4
"""Letters of what is put together from several words, before an ending: "H. Ives" is a person."""
_FEWEST_INITIALS: Final = 3


@dataclass(frozen=True, slots=True)
class _Free:
    """The line that anybody may learn: its number, whose it is, what is said of it, and the id of its listing."""

    number: str
    name: str
    says: str
    service: str


@dataclass(frozen=True, slots=True)
class TellingWords:
    """The reviewed words; ``whole`` are joined where they are several, and ``free`` is the line anybody may learn."""

    whole: frozenset[str]
    begins: tuple[str, ...]
    anywhere: tuple[str, ...]
    ordinary: frozenset[str]
    free: _Free

    @classmethod
    def read(cls, path: Path | None = None) -> Self:
        """From a file, the shipped one where None. Raises NavigatorError for one that is not as it should be."""
        table = Table.read(path or resource("telling-words.toml"))
        table.only("whole", "begins", "anywhere", "ordinary", "free_line")
        free = table.table("free_line")
        free.only("number", "name", "says", "service")
        return cls(
            whole=frozenset(map(_joined, table.texts("whole", needed=True))),
            begins=table.texts("begins", needed=True),
            anywhere=table.texts("anywhere", needed=True),
            ordinary=frozenset(table.texts("ordinary", needed=True)),
            free=_Free(free.text("number"), free.text("name"), free.text("says"), free.text("service")),
        )

    def telling(self, text: str, own: frozenset[str] = NOBODYS) -> tuple[str, ...]:
        """The words in a text that tell, each once, as they were typed but for capitals and accents.

        ``own`` are the words that say which service is meant, as `identifying` gives them.
        """
        seen = visible(text)
        found = [address.casefold() for address in _ADDRESS.findall(seen)]
        for said in (seen, _MIXED.sub(lambda mixed: mixed[0].translate(_DIGITS), seen)):
            found += self._found(words(said), own)
        return tuple(_longest(dict.fromkeys(found)))

    def identifying(self, listing: Listing, others: Iterable[str] = ()) -> frozenset[str]:
        """The words that say which service a listing is: of its names, who runs it, and where it is.

        ``others`` are names to be kept as close, such as whose number is rung instead. Each whole name is there as one
        word, and its initials where it has three words or more.
        """
        names = [listing.name, *listing.alternate_names, listing.organization.name, *others]
        own = {word for text in (*names, *_whereabouts(listing)) for word in words(text)}
        telling = {word for word in own if self._tells_which(word)}
        return frozenset(telling.union(map(_joined, names), *map(self._initials, names), _postcodes(listing)))

    def _found(self, typed: list[str], own: frozenset[str]) -> Iterator[str]:
        """Single words, and words that tell only once they are joined."""
        for place, word in enumerate(typed):
            if self._word_tells(word) or _is_one_of(word, own) or _begins_one_of(word, own):
                yield word
            for stop in range(place + 2, len(typed) + 1):
                run = "".join(typed[place:stop])
                if len(run) > _LONGEST_RUN:
                    break
                spelt = len(run) == stop - place
                if self._run_tells(run, own) or (spelt and len(run) >= _SHORTEST_RUN and self._word_tells(run)):
                    yield " ".join(typed[place:stop])

    def _run_tells(self, run: str, own: frozenset[str]) -> bool:
        return run in self.begins or any(_is_one_of(run, known, _SHORTEST_RUN) for known in (self.whole, own))

    def _word_tells(self, word: str) -> bool:
        return (
            _is_one_of(word, self.whole) or word.startswith(self.begins) or any(part in word for part in self.anywhere)
        )

    def _tells_which(self, word: str) -> bool:
        return word not in self.ordinary and len(word) >= _SHORTEST

    def _initials(self, name: str) -> Iterator[str]:
        """Those of all the words of a name, and of those that are not ordinary."""
        every = words(name)
        for some in (every, [word for word in every if word not in self.ordinary]):
            if len(some) >= _FEWEST_INITIALS:
                yield "".join(word[0] for word in some)


def _longest(found: Iterable[str]) -> Iterator[str]:
    """Those that are no part of another."""
    every = tuple(found)
    return (one for one in every if not any(one != other and f" {one} " in f" {other} " for other in every))


def visible(text: str) -> str:
    """A text as it is printed: in one line, without letters that cannot be seen or that turn the others round."""
    shown = "".join(letter for letter in text if letter.isspace() or unicodedata.category(letter)[0] != "C")
    return " ".join(shown.split())


def _whereabouts(listing: Listing) -> Iterator[str]:
    """The hosts of its pages and its email, and where it is: every word of these may say which it is."""
    for page in filter(None, (listing.url, listing.organization.website)):
        yield page.partition("://")[2].partition("/")[0]
    yield (listing.email or "").partition("@")[2]
    yield from listing.areas
    for place in listing.locations:
        yield from filter(None, (place.name, place.address_1, place.city))


def _postcodes(listing: Listing) -> Iterator[str]:
    for postcode in filter(None, map(_postcode, listing.locations)):
        yield from (_joined(postcode), _joined(postcode.split()[0]))


def _postcode(place: Location) -> str:
    return (place.postal_code or "").strip()


def _joined(text: str) -> str:
    return "".join(words(text))


def _is_one_of(word: str, known: frozenset[str], shortest: int = _SHORTEST) -> bool:
    """Whether it is one of them, or one of them with an ending, such as "shelters" and "drinking"."""
    if word in known:
        return True
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return any(stem in known or f"{stem}e" in known for stem in stems if len(stem) >= shortest)


def _begins_one_of(word: str, own: frozenset[str]) -> bool:
    """Whether a longer word begins with one of them, or is one of them without its end."""
    return any(
        word.startswith(one) or (len(word) >= _SHORTEST_STEM and one.startswith(word))
        for one in own
        if len(one) >= _SHORTEST_STEM
    )
