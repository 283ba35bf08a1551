"""Claims and where they come from: what is shown of a pathway, with its source and how sure it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from navigator.check.guidance import CONFIDENCES, OUR_REASONING, SEEN, mark_of
from navigator.find.wording import plain_date
from navigator.resources import resource
from navigator.reviewed import Table

UNSOURCED: Final = "unsourced"


@dataclass(frozen=True, slots=True)
class Cited:
    """One source; ``url`` is None where it is not on a page, ``date`` "2019", "2024-06" or "" where it has none."""

    title: str
    url: str | None
    date: str
    section: str

    @property
    def says(self) -> str:
        """The source in words: ``"NICE QS188 (2019)"``, ``"The report, section 4.1 (2022)"``."""
        title = f"{self.title}, section {self.section}" if self.section else self.title
        return f"{title} ({plain_date(self.date) or 'no date'})"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with its sources, the main one first.

    ``confidence`` is one of ``CONFIDENCES``: "seen" where the passage was read, "derived" where our step follows from
    it, "memory" where it was not read again, "unsourced" where there is no source. ``scope`` says for whom it holds
    where the source was written for some people only, else "".
    """

    text: str
    sources: tuple[Cited, ...] = ()
    confidence: str = UNSOURCED
    scope: str = ""

    @property
    def sure(self) -> bool:
        """Whether somebody read it in its source."""
        return self.confidence == SEEN

    @property
    def caution(self) -> str:
        """What to read beside it where nobody read it in its source, else ""."""
        return mark_of(self.confidence)

    @property
    def source_says(self) -> str:
        """Where it comes from, in words."""
        return "; ".join(source.says for source in self.sources) or OUR_REASONING


class Sources:
    """The sources by id, and the scopes by key, that the files of one folder name."""

    def __init__(self, sources: Mapping[str, Cited], scopes: Mapping[str, str]) -> None:
        self._sources: Final = sources
        self._scopes: Final = scopes

    def cited(self, table: Table, key: str = "sources") -> tuple[Cited, ...]:
        """The sources that a key lists; raises NavigatorError for one there is not."""
        for name in table.texts(key):
            if name not in self._sources:
                raise table.wrong(f"'{key}' has '{name}', which is not in sources.toml")
        return tuple(self._sources[name] for name in table.texts(key))

    def claim(self, table: Table, text: str = "text") -> Claim:
        """What a table claims in the text under a key; raises NavigatorError for a claim whose source is missing."""
        sources, scope = self.cited(table), table.text("scope", needed=False)
        confidence = table.one_of("confidence", CONFIDENCES)
        if bool(sources) == (confidence == UNSOURCED):
            raise table.wrong("a claim has 'sources', or its confidence is 'unsourced'")
        if scope and scope not in self._scopes:
            raise table.wrong(f"'scope' is '{scope}', which is not in sources.toml")
        return Claim(table.text(text), sources, confidence, self._scopes.get(scope, ""))


CLAIM_KEYS: Final = ("sources", "confidence", "scope")
"""The keys of a table that ``Sources.claim`` reads beside the text."""


def pathway_file(name: str) -> Path:
    """The shipped file of pathways with that name."""
    return resource("pathways", name)


def read_sources(beside: Path) -> Sources:
    """The ``sources.toml`` that stands beside a file.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    top = Table.read(beside.with_name("sources.toml"))
    top.only("source", "scope")
    scopes = top.table("scope", needed=False)
    sources = {table.name: _cited(table) for table in top.table("source").each()}
    return Sources(sources, {key: scopes.text(key) for key in scopes.entries})


def _cited(table: Table) -> Cited:
    table.only("title", "url", "date", "section")
    return Cited(
        title=table.text("title"),
        url=table.text("url", needed=False) or None,
        date=table.text("date", needed=False),
        section=table.text("section", needed=False),
    )


def all_cited(claims: Iterable[tuple[Cited, ...]]) -> tuple[Cited, ...]:
    """Every source once, in order of appearance."""
    return tuple(dict.fromkeys(source for sources in claims for source in sources))


def refuse_twins(top: Table, kind: str, ids: Iterable[str]) -> None:
    """Raises NavigatorError where two tables of a kind share an id."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise top.at(f"{kind} '{one}'").wrong("the id is there twice")
        seen.add(one)
