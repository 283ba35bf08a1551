"""The words of the field, derived for search: phrases by the stems of their words, and every word that is known."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

import Stemmer

from navigator.directory.labels import read_terms
from navigator.directory.places import Places
from navigator.directory.vocabulary import Term
from navigator.text import normal

_SEARCHED: Final = frozenset({"need", "type", "delivery", "route", "approach", "transition"})
_Source: TypeAlias = tuple[str | None, str | None]
"""What a phrase stands for: an entry of the glossary, or a code of the index."""


def searched_code(term: Term) -> str | None:
    """The code a term has in the index, or None for terms nobody searches by name."""
    if term.taxonomy.startswith("value."):
        return f"{term.taxonomy.removeprefix('value.')}:{term.code}"
    return term.key if term.taxonomy in _SEARCHED else None


def searched_key(code: str) -> tuple[str, str]:
    """The taxonomy and code of the term that has a code in the index."""
    name, _, code = code.partition(":")
    return name if name in _SEARCHED else f"value.{name}", code


def stems(words: list[str]) -> list[str]:
    """The roots of English words (Snowball), in order."""
    return Stemmer.Stemmer("english").stemWords(words)  # type: ignore[no-any-return]


def roots(phrases: Iterable[str]) -> list[str]:
    """Phrases of folded words, each with the stems of its words in their place."""
    split = [phrase.split(" ") for phrase in phrases]
    found = iter(stems([word for parts in split for word in parts]))
    return [" ".join(next(found) for _ in parts) for parts in split]


def index_phrases(connection: sqlite3.Connection) -> None:
    """Derive the phrases and the known words anew from the glossary, the vocabulary and the places of a directory."""
    phrases = list(_phrases(connection))
    found: dict[str, list[_Source]] = {}
    for key, (_, source) in zip(roots(phrase for phrase, _ in phrases), phrases, strict=True):
        found.setdefault(key, []).append(source)
    connection.execute("DELETE FROM phrase")
    connection.executemany(
        "INSERT INTO phrase (roots, position, entry, code) VALUES (?, ?, ?, ?)",
        ((key, at, *source) for key, sources in found.items() for at, source in enumerate(dict.fromkeys(sources))),
    )
    _know(connection, (*(phrase for phrase, _ in phrases), *Places(connection).names()))


def _know(connection: sqlite3.Connection, phrases: Iterable[str]) -> None:
    """Note the words of some phrases, and no others, as known."""
    words = {word for phrase in phrases for word in phrase.split(" ")}
    connection.execute("DELETE FROM search_word WHERE services <= 0")
    connection.execute("UPDATE search_word SET known = 0 WHERE known")
    connection.executemany(
        "INSERT INTO search_word (word, services, known) VALUES (?, 0, 1) ON CONFLICT (word) DO UPDATE SET known = 1",
        ((word,) for word in sorted(words)),
    )


def _phrases(connection: sqlite3.Connection) -> Iterator[tuple[str, _Source]]:
    """Every phrase in normal form, with what it stands for: entries of the glossary first."""
    entries = connection.execute("SELECT term, expansion, synonyms FROM glossary_entry ORDER BY rowid")
    for term, expansion, synonyms in entries.fetchall():
        for phrase in _folded(term, expansion, *json.loads(synonyms)):
            yield phrase, (term, None)
    for found in read_terms(connection):
        if code := searched_code(found):
            for phrase in _folded(found.label, *found.also):
                yield phrase, (None, code)


def _folded(*names: str) -> Iterator[str]:
    return filter(None, dict.fromkeys(map(normal, names)))
