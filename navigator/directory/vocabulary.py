"""The words of the directory: labels and everyday words for every code, and the glossary of the field.

Both are reviewed text files under ``resources/``. Reading one checks its form, so that a slip is found where it was
made, and never changes its words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from navigator.reviewed import Table

TAXONOMIES: Final = (
    "need", "type", "delivery", "route", "approach", "transition", "stance", "cost", "status", "accessibility",
    "organization-kind", "link-kind", "facet", "rule", "strength", "language",
)  # fmt: skip
"""Every taxonomy but those of criterion values, which are ``value.`` and a facet: ``value.housing``."""


@dataclass(frozen=True, slots=True)
class Term:
    """One code of one taxonomy, with what people call it.

    `also` holds words that find it, `near` the keys of terms worth showing to someone who asked for this one.
    """

    taxonomy: str
    code: str
    label: str
    means: str = ""
    also: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The one name of the term: ``"need:mental-health"``, ``"value.housing:rough-sleeping"``."""
        return f"{self.taxonomy}:{self.code}"


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A word of the field, what it means, and where it points.

    `codes` are keys of terms, most specific first. `facets` are criterion values written ``"identity:veteran"``.
    `search_only` words find the entry and are never shown. `ambiguous` words are also everyday words: they count only
    where nothing else explains what was typed.
    """

    term: str
    expansion: str
    means: str
    synonyms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    search_only: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class Vocabulary:
    """The terms, by taxonomy and code, in the order they were given."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Hold the terms; where two share a key, the later one counts."""
        self._terms: dict[str, dict[str, Term]] = {}
        for term in terms:
            self._terms.setdefault(term.taxonomy, {})[term.code] = term

    def label(self, taxonomy: str, code: str) -> str:
        """What a person reads for a code. A code it does not know is shown with spaces for hyphens."""
        term = self._terms.get(taxonomy, {}).get(code)
        return term.label if term else code.replace("-", " ")

    def terms(self, taxonomy: str) -> tuple[Term, ...]:
        """The terms of a taxonomy, in order; none for a taxonomy it does not know."""
        return tuple(self._terms.get(taxonomy, {}).values())

    def codes(self, taxonomy: str) -> tuple[str, ...]:
        """The codes of a taxonomy, in order."""
        return tuple(self._terms.get(taxonomy, {}))


def read_vocabulary(path: Path) -> tuple[Term, ...]:
    """Every term of a vocabulary file, in the order of the file.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    top = Table.read(path)
    terms = tuple(_term(taxonomy, table) for taxonomy, table in _tables(top))
    known = {term.key for term in terms}
    for term in terms:
        unknown = [key for key in term.near if key not in known or key == term.key]
        if unknown:
            raise top.at(term.key).wrong(f"near has '{unknown[0]}', which is not another term of this file")
    return terms


def read_glossary(path: Path) -> tuple[GlossaryEntry, ...]:
    """Every entry of a glossary file, in the order of the file.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    top = Table.read(path)
    if top.entries.keys() - {"entry"} or not isinstance(top.entries.get("entry", []), list):
        raise top.wrong("only [[entry]] tables may be here")
    entries = tuple(map(_entry, top.tables("entry")))
    seen: set[str] = set()
    for entry in entries:
        if entry.term.casefold() in seen:
            raise top.at(f"'{entry.term}'").wrong("it is there twice")
        seen.add(entry.term.casefold())
    return entries


def _tables(top: Table) -> Iterator[tuple[str, Table]]:
    facets = top.table("facet", needed=False).entries
    for taxonomy in top.entries:
        if taxonomy == "value":
            for values in top.table(taxonomy).each():
                if values.name not in facets:
                    raise values.wrong("no such facet")
                yield from ((values.where, table) for table in values.each())
        elif taxonomy in TAXONOMIES:
            yield from ((taxonomy, table) for table in top.table(taxonomy).each())
        else:
            raise top.at(taxonomy).wrong("no such taxonomy")


def _term(taxonomy: str, table: Table) -> Term:
    table.only("label", "means", "also", "near")
    return Term(
        taxonomy,
        table.name,
        label=table.text("label"),
        means=table.text("means", needed=False),
        also=table.texts("also"),
        near=table.texts("near"),
    )


def _entry(table: Table) -> GlossaryEntry:
    table = table.at(f"'{table.text('term')}'")
    table.only(*(field.name for field in fields(GlossaryEntry)))
    entry = GlossaryEntry(
        table.text("term"),
        table.text("expansion"),
        table.text("means"),
        synonyms=table.texts("synonyms"),
        codes=table.texts("codes"),
        facets=table.texts("facets"),
        search_only=table.texts("search_only"),
        ambiguous=table.texts("ambiguous"),
    )
    if entry.term in entry.synonyms:
        raise table.wrong("the term is among its own synonyms")
    for key, marked in (("search_only", entry.search_only), ("ambiguous", entry.ambiguous)):
        stray = [word for word in marked if word not in (entry.term, *entry.synonyms)]
        if stray:
            raise table.wrong(f"{key} has '{stray[0]}', which is neither the term nor a synonym")
    return entry
