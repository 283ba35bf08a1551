"""How a directory's text is said to the person it is for: in short sentences, without what only a worker needs.

A listing's own words are never cut or changed inside a sentence: a sentence is said whole, or left out. What a page
was, when it was read and what should be confirmed is left to the worker's sheet.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from navigator.find.wording import ended, listed
from navigator.resources import resource
from navigator.reviewed import Table

HOURS_UNKNOWN: Final = "We do not know their hours."
_MOST_WORDS: Final = 34
_MOST_NEEDS: Final = 4
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9‘“'\"])")
_PART: Final = re.compile(r"\s*;\s*|\.\s+|\.$")
_CLAUSE: Final = re.compile(r"\s*:\s*|,\s+|\s+\(|\)")
_BRACKET: Final = re.compile(r"\s*\(([^()]*)\)")
_ABOUT_PAGES: Final = re.compile(
    r"""
    \b(?:19|20)\d\d\b
    | \b(?:pages?|found|confirm\w*|check\w*|lists?|listed|listing|directory|directories|undated|older|a\ report
    |reported|stated?|states|describe[sd]?|not\ known|accord\w+|probably|newsletter|article|contracts?|pilot|funder|copy
    |as\ given|as\ printed|seems|stored|clinician's|once|launched|planned|previously|minutes|councillors|later|former
    |formerly|so\ ask|said\ to|now\ named|announced|covid\S*)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What tells where something was read, and what was so at one time."""
_FOR_WORKERS: Final = re.compile(
    r"""
    \b(?:refer|refers|refer\w+|self-refer\w*|eligib\w+|criteria|exclu\w+|accept(?:s|ed|ance)?|refus\w+|rules?\ out
    |complex|risk\w*|offend\w*|offence\w*|perpetrator\w*|pathway\w*|assess\w*|commission\w*|multidisciplinary
    |psychosocial|neurodivergence|statutory|duty|clients?|referrers?|intensive|NRPF|CHAIN|MARAC|CAMHS|SLaM|CQC
    |GP\ federation|safeguard\w*|over\ \d|contested|destitute|undocumented|prostitution|sell\w*\ sex|sex\ workers?
    |not\ the\ same|unlike|warns?|not\ (?:meant|limited|covered|medical|a|only|the)|psychiatr\w*|acute|stabilis\w*
    |abstinen\w+|dependen\w+|coordinators?|depot|blood-borne|intermediate|ensuite|fgm|harmful|intoxic\w+|chemsex
    |cause\ harm|queues?|oversubscribed|subsidised|vulnerable|agency|agencies|the\ person|someone's|outreach\ staff
    |struggling|challenging|addictive)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words of the trade, and words that could shame whoever reads them of themselves."""
_NOT_SAID: Final = re.compile(
    r"\b(?:refer\w*|self-refer\w*|MARAC|not the service's own|asks people)\b|@", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Need:
    """A need in everyday words, to the person and from the person; ``holds`` are needs that they say already."""

    you: str
    me: str
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tonight:
    """Whom to call tonight: a contact of Right now by id, for places with any of ``needs``, all for none.

    ``hours`` is what to say where the contact has no hours that can be worked out.
    """

    id: str
    needs: tuple[str, ...]
    says: str
    hours: str


@dataclass(frozen=True, slots=True)
class Sayings:
    """The reviewed words of the person's sheet, by the codes of the vocabulary."""

    needs: Mapping[str, Need]
    happens: Mapping[str, str]
    asks: Mapping[str, str]
    delivery: Mapping[str, str]
    instead: Mapping[str, str]
    tonight: tuple[Tonight, ...]

    def helps_with(self, codes: Iterable[str]) -> str:
        """What a place helps with: ``"They can help with housing, food and your health."``; "" for no need."""
        words = [need.you for need in self._said(codes)][:_MOST_NEEDS]
        return f"They can help with {listed(words, 'and')}." if words else ""

    def help_with(self, codes: Iterable[str]) -> str:
        """The same from the person, of the main need alone: ``"some help with housing"``."""
        need = next(self._said(codes), None)
        return f"some help with {need.me}" if need else "some help"

    def _said(self, codes: Iterable[str]) -> Iterator[Need]:
        each = [code for code in codes if code in self.needs]
        held = {one for code in each for one in self.needs[code].holds}
        return (self.needs[code] for code in each if code not in held)


def read_sayings(path: Path | None = None) -> Sayings:
    """The words in a file, the shipped one for None.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    top = Table.read(path or resource("sheets.toml"))
    top.only("need", "happens", "asks", "delivery", "instead", "tonight")
    return Sayings(
        needs={table.name: _need(table) for table in top.table("need").each()},
        happens=_words(top.table("happens")),
        asks=_words(top.table("asks")),
        delivery=_words(top.table("delivery")),
        instead=_words(top.table("instead")),
        tonight=tuple(map(_tonight, top.tables("tonight"))),
    )


def _need(table: Table) -> Need:
    table.only("you", "me", "holds")
    return Need(table.text("you"), table.text("me"), table.texts("holds"))


def _tonight(table: Table) -> Tonight:
    table.only("id", "needs", "says", "hours")
    return Tonight(
        table.text("id"), table.texts("needs"), table.text("says"), table.text("hours", needed=False) or HOURS_UNKNOWN
    )


def _words(table: Table) -> Mapping[str, str]:
    return {key: table.text(key) for key in table.entries}


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, whole."""
    return tuple(filter(None, _SENTENCE.split(" ".join(text.split()))))


def plain(text: str | None) -> tuple[str, ...]:
    """The sentences of a text that speak of the place: none about pages, and none that is long or for workers."""
    return tuple(ended(one) for one in sentences(text or "") if _is_plain(one))


def _is_plain(sentence: str) -> bool:
    apart = _ABOUT_PAGES.search(sentence) or _FOR_WORKERS.search(sentence)
    return not apart and len(sentence.split()) <= _MOST_WORDS


def clauses(text: str | None) -> tuple[str, ...]:
    """The same of a note in short clauses, each part as far as it speaks of the place.

    ``"Freephone, from an older page"`` gives ``("Freephone",)``.
    """
    parts = (takewhile(_says, _CLAUSE.split(part)) for part in _PART.split(text or ""))
    return tuple(filter(None, (", ".join(filter(None, part)) for part in parts)))


def _says(clause: str) -> bool:
    return not (_ABOUT_PAGES.search(clause) or _NOT_SAID.search(clause))


def is_doubtful(text: str | None) -> bool:
    """Whether a note says where something comes from or that it should be confirmed."""
    return bool(_ABOUT_PAGES.search(text or ""))


def unbracketed(text: str | None) -> str:
    """A name without what it says of pages: ``"Peckham office (page from 2016)"`` gives ``"Peckham office"``.

    "" where it says nothing else.
    """
    kept = _BRACKET.sub(lambda found: "" if is_doubtful(found[1]) else found[0], text or "")
    before, _, after = kept.partition(", ")
    said = before if is_doubtful(after) else kept
    return "" if is_doubtful(said) else said
