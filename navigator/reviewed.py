"""Reading a reviewed text file: TOML whose every slip is named with its file and its place, in one sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from navigator.errors import NavigatorError


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a reviewed file, and where in it: "" for the whole file, ``"say"``, ``"entry 3"``.

    Everything that asks for something raises NavigatorError for what is not as it should be.
    """

    path: Path
    where: str
    entries: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> "Table":
        """The whole file. Raises NavigatorError for one that cannot be read."""
        import tomllib

        try:
            return cls(path, "", tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise NavigatorError(f"{path} could not be read: {error.strerror}.") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise NavigatorError(f"{path} is not a readable TOML file: {error}.") from error

    @property
    def name(self) -> str:
        """The last part of where it is: the key it stands under."""
        return self.where.rpartition(".")[2]

    def at(self, where: str) -> "Table":
        """The same table, known by another place: by the name it gives itself rather than its number."""
        return Table(self.path, where, self.entries)

    def wrong(self, problem: str) -> NavigatorError:
        """What to raise for a problem in this table."""
        return NavigatorError(f"{self.path}, {self.where or 'top'}: {problem}.")

    def only(self, *allowed: str) -> None:
        """Nothing but these keys may be there."""
        unknown = sorted(self.entries.keys() - set(allowed))
        if unknown:
            raise self.wrong(f"unknown key '{unknown[0]}'; allowed are {', '.join(sorted(allowed)) or 'none'}")

    def text(self, key: str, *, needed: bool = True) -> str:
        """A text; "" where it is not there and not needed."""
        value = self.entries.get(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"'{key}' must be a text")
        return value

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of texts, none twice; none where it is not there and not needed."""
        values = self.entries.get(key, None if needed else [])
        good = isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values)
        if not isinstance(values, list) or not good:
            raise self.wrong(f"'{key}' must be a list of texts")
        if needed and not values:
            raise self.wrong(f"'{key}' is empty")
        folded = [value.casefold() for value in values]
        twice = [value for value in values if folded.count(value.casefold()) > 1]
        if twice:
            raise self.wrong(f"'{key}' has '{twice[0]}' twice")
        return tuple(values)

    def number(self, key: str, *, needed: bool = False) -> int | None:
        """A whole number; None where it is not there and not needed."""
        value = self.entries.get(key)
        if value is None and not needed:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(f"'{key}' must be a whole number")
        return value

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers, which must not be empty."""
        values = self.entries.get(key)
        if not isinstance(values, list) or not values or not all(type(value) is int for value in values):
            raise self.wrong(f"'{key}' must be a list of whole numbers")
        return tuple(values)

    def flag(self, key: str) -> bool:
        """True or false; false where it is not there."""
        value = self.entries.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(f"'{key}' must be true or false")
        return value

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        """A text that is one of these."""
        value = self.text(key)
        if value not in allowed:
            raise self.wrong(f"'{key}' is '{value}'; allowed are {', '.join(allowed)}")
        return value

    def table(self, key: str, *, needed: bool = True) -> "Table":
        """The table under a key, not empty; an empty one where it is not there and not needed."""
        table = self._below(f"{self.where}.{key}".lstrip("."), self.entries.get(key, None if needed else {}))
        if needed and not table.entries:
            raise table.wrong("the table is empty")
        return table

    def each(self) -> "Iterator[Table]":
        """Every entry, in order, as a table named by its key."""
        return map(self.table, self.entries)

    def tables(self, key: str) -> "tuple[Table, ...]":
        """A list of tables, numbered from 1; none where it is not there."""
        values = self.entries.get(key, [])
        if not isinstance(values, list):
            raise self.wrong(f"'{key}' must be a list of tables")
        before = f"{self.where}, " if self.where else ""
        return tuple(self._below(f"{before}{key} {number}", value) for number, value in enumerate(values, start=1))

    def lists(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every key, in order, with its list of texts, which must not be empty."""
        for key in self.entries:
            yield key, self.texts(key, needed=True)

    def differ(self, words: Mapping[str, str], how: str) -> None:
        """No two of these words may be the same but for capitals; ``how`` says what is wrong with it."""
        first: dict[str, str] = {}
        for key, word in words.items():
            other = first.setdefault(word.casefold().strip(), key)
            if other != key:
                raise self.wrong(f"'{key}' {how} '{other}'")

    def _below(self, where: str, value: object) -> "Table":
        table = Table(self.path, where, value if isinstance(value, dict) else {})
        if not isinstance(value, dict):
            raise table.wrong("a table was expected")
        return table
