"""The words of the directory: labels and everyday words for every code, and the glossary of the field.

Both are reviewed text files under ``resources/``. Reading one checks its form, so that a slip is found where it was
made, and never changes its words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from navigator.errors import NavigatorError

TAXONOMIES: Final = (
    "need", "type", "delivery", "route", "approach", "transition", "stance", "cost", "status", "accessibility",
    "organization-kind", "link-kind", "facet", "rule", "strength", "language",
)  # fmt: skip
"""Every taxonomy but those of criterion values, which are ``value.`` and a facet: ``value.housing``."""

_Table = Mapping[str, object]


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
    terms = tuple(_term(path, taxonomy, code, table) for taxonomy, code, table in _tables(path))
    known = {term.key for term in terms}
    for term in terms:
        unknown = [key for key in term.near if key not in known or key == term.key]
        if unknown:
            raise _malformed(path, term.key, f"near has '{unknown[0]}', which is not another term of this file")
    return terms


def read_glossary(path: Path) -> tuple[GlossaryEntry, ...]:
    """Every entry of a glossary file, in the order of the file.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    tree = _load(path)
    tables = tree.pop("entry", [])
    if tree or not isinstance(tables, list):
        raise _malformed(path, "top", "only [[entry]] tables may be here")
    entries = tuple(_entry(path, number, table) for number, table in enumerate(tables, start=1))
    seen: set[str] = set()
    for entry in entries:
        if entry.term.casefold() in seen:
            raise _malformed(path, f"'{entry.term}'", "it is there twice")
        seen.add(entry.term.casefold())
    return entries


def _tables(path: Path) -> Iterator[tuple[str, str, object]]:
    tree = _load(path)
    facets = _table(path, "facet", tree.get("facet", {}))
    for taxonomy, codes in tree.items():
        if taxonomy in TAXONOMIES:
            for code, table in _table(path, taxonomy, codes).items():
                yield taxonomy, code, table
        elif taxonomy == "value":
            for facet, values in _table(path, taxonomy, codes).items():
                if facet not in facets:
                    raise _malformed(path, f"value.{facet}", "no such facet")
                for code, table in _table(path, f"value.{facet}", values).items():
                    yield f"value.{facet}", code, table
        else:
            raise _malformed(path, taxonomy, "no such taxonomy")


def _term(path: Path, taxonomy: str, code: str, value: object) -> Term:
    where = f"{taxonomy}.{code}"
    table = _table(path, where, value)
    _only(path, where, table, {"label", "means", "also", "near"})
    return Term(
        taxonomy,
        code,
        label=_text(path, where, table, "label"),
        means=_text(path, where, table, "means") if "means" in table else "",
        also=_texts(path, where, table, "also"),
        near=_texts(path, where, table, "near"),
    )


def _entry(path: Path, number: int, value: object) -> GlossaryEntry:
    table = _table(path, f"entry {number}", value)
    where = f"'{_text(path, f'entry {number}', table, 'term')}'"
    _only(path, where, table, {field.name for field in fields(GlossaryEntry)})
    entry = GlossaryEntry(
        _text(path, where, table, "term"),
        _text(path, where, table, "expansion"),
        _text(path, where, table, "means"),
        synonyms=_texts(path, where, table, "synonyms"),
        codes=_texts(path, where, table, "codes"),
        facets=_texts(path, where, table, "facets"),
        search_only=_texts(path, where, table, "search_only"),
        ambiguous=_texts(path, where, table, "ambiguous"),
    )
    if entry.term in entry.synonyms:
        raise _malformed(path, where, "the term is among its own synonyms")
    for key, marked in (("search_only", entry.search_only), ("ambiguous", entry.ambiguous)):
        stray = [word for word in marked if word not in (entry.term, *entry.synonyms)]
        if stray:
            raise _malformed(path, where, f"{key} has '{stray[0]}', which is neither the term nor a synonym")
    return entry


def _load(path: Path) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NavigatorError(f"{path} could not be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NavigatorError(f"{path} is not a readable TOML file: {error}.") from error


def _table(path: Path, where: str, value: object) -> _Table:
    if not isinstance(value, dict):
        raise _malformed(path, where, "a table was expected")
    return value


def _only(path: Path, where: str, table: _Table, allowed: set[str]) -> None:
    unknown = sorted(table.keys() - allowed)
    if unknown:
        raise _malformed(path, where, f"unknown key '{unknown[0]}'; allowed are {', '.join(sorted(allowed))}")


def _text(path: Path, where: str, table: _Table, key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _malformed(path, where, f"'{key}' must be a text")
    return value


def _texts(path: Path, where: str, table: _Table, key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise _malformed(path, where, f"'{key}' must be a list of texts")
    folded = [value.casefold() for value in values]
    twice = [value for value in values if folded.count(value.casefold()) > 1]
    if twice:
        raise _malformed(path, where, f"'{key}' has '{twice[0]}' twice")
    return tuple(values)


def _malformed(path: Path, where: str, problem: str) -> NavigatorError:
    return NavigatorError(f"{path}, {where}: {problem}.")
