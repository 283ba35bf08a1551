"""Writing some fields of many listings again: only their rows, and only what search reads of them.

It comes to the same as taking the listings away and adding them anew, but that the listings keep their keys.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from types import SimpleNamespace
from typing import Any, Final, TypeAlias, cast

from pydantic import ValidationError
from sqlmodel import SQLModel

from navigator.directory import models as m
from navigator.directory.entry import ALIAS_BREAK, FIELDS, read_beside, search_entry_again
from navigator.directory.fields import OF_ORGANIZATION, SCALARS, SOURCED, Fields, agreeing, read_fields
from navigator.directory.form import ListingForm
from navigator.directory.rows import ORDER, TABLES, Keys, Rows, Sources, collect
from navigator.directory.vocabulary import Vocabulary
from navigator.errors import NavigatorError

Changes: TypeAlias = Mapping[str, Mapping[str, Any]]
"""New values by field, by the id of their listing."""
_Forms: TypeAlias = Mapping[int, ListingForm]
"""By the key of the service; a form holds the fields that are written, and those that must agree with them."""

_AT_ONCE: Final = 2_500
_INDEXED: Final = (*FIELDS, "codes")
_ENTRY: Final = (*_INDEXED, "fresh", "line")
_NO_FACTS: Final[Fields] = {
    "id": "-",
    "name": "-",
    "organization": "-",
    "status": "active",
    "description": "-",
    "needs": (),
    "service_types": (),
    "sources": ({"number": 1, "title": "-"},),
}
"""Stands for the fields of a form that nobody looks at."""
_OF_THESE: Final = "IN (SELECT value FROM json_each(?))"


class OutOfFormError(NavigatorError):
    """A value does not fit its field, or the fields that it must agree with."""

    def __init__(self, service_id: str, error: ValidationError) -> None:
        """Of a listing, by what was found on checking it."""
        super().__init__(f"{service_id} cannot be written so: {error.errors(include_url=False)[0]['msg']}.")
        self.service_id = service_id


def rewrite(connection: sqlite3.Connection, changes: Changes, vocabulary: Vocabulary) -> None:
    """Write new values of some fields of listings; see ``write.replace_fields``."""
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for service_id, fields in changes.items():
        alike[frozenset(fields) - {"id"}].append(service_id)
    for names, ids in alike.items():
        rest = iter(ids)
        while some := list(islice(rest, _AT_ONCE)):
            these = {service_id: changes[service_id] for service_id in some}
            _Rewrite(connection, names, some).write(these, vocabulary)
    if any("links" in names for names in alike):
        connection.execute(
            "UPDATE link SET to_id = to_name WHERE to_id IS NULL AND to_name IN (SELECT id FROM service)"
        )


class _Rewrite:
    """Writes the same fields of some listings."""

    def __init__(self, connection: sqlite3.Connection, names: frozenset[str], ids: Sequence[str]) -> None:
        self._connection = connection
        self._names = names
        self._agreeing = agreeing(names)
        found = connection.execute(f"SELECT id, key FROM service WHERE id {_OF_THESE}", (json.dumps(ids),))  # noqa: S608
        self._keys: dict[str, int] = dict(found.fetchall())
        self._some = json.dumps(list(self._keys.values()))
        for service_id in ids:
            if service_id not in self._keys:
                raise NavigatorError(f"There is no listing '{service_id}'.")

    def write(self, changes: Changes, vocabulary: Vocabulary) -> None:
        """Write the new values."""
        self._write_organizations(changes)
        again = self._names | ({"organization"} if "organization_name" in self._names else frozenset())
        there = read_fields(self._connection, changes, read_beside(again) | self._agreeing)
        forms = {self._keys[service_id]: self._form(service_id, there[service_id], changes) for service_id in changes}
        self._write_services(forms)
        self._write_rows(forms)
        self._write_entries({self._keys[service_id]: fields for service_id, fields in there.items()}, forms, vocabulary)

    def _form(self, service_id: str, there: Fields, changes: Changes) -> ListingForm:
        new = changes[service_id]
        fields = {name: new[name] if name in new else there[name] for name in self._agreeing}
        try:
            return ListingForm.model_validate(_NO_FACTS | fields | {"id": service_id})
        except ValidationError as error:
            raise OutOfFormError(service_id, error) from error

    def _write_organizations(self, changes: Changes) -> None:
        """Write what all listings of an organization share."""
        columns = {name: column for name, column in OF_ORGANIZATION.items() if name in self._names}
        if columns:
            sets = ", ".join(f"{column} = ?" for column in columns.values())
            sql = f"UPDATE organization SET {sets} WHERE key = (SELECT organization_key FROM service WHERE key = ?)"  # noqa: S608
            rows = {
                (*(fields[name] for name in columns), self._keys[service_id]) for service_id, fields in changes.items()
            }
            try:
                self._connection.executemany(sql, rows)
            except sqlite3.IntegrityError as error:
                raise NavigatorError("There is an organisation of that name already.") from error

    def _write_services(self, forms: _Forms) -> None:
        columns = {name: column for name, column in SCALARS.items() if name in self._names}
        if columns:
            sets = ", ".join(f"{column} = ?" for column in columns.values())
            rows = [(*(getattr(form, name) for name in columns), key) for key, form in forms.items()]
            self._connection.executemany(f"UPDATE service SET {sets} WHERE key = ?", rows)  # noqa: S608
        if "organization" in self._names:
            known = dict(self._connection.execute("SELECT name, key FROM organization").fetchall())
            for form in forms.values():
                if form.organization not in known:
                    raise NavigatorError(f"{form.id}, organization: '{form.organization}' is not in the directory.")
            moved = [(known[form.organization], key) for key, form in forms.items()]
            self._connection.executemany("UPDATE service SET organization_key = ? WHERE key = ?", moved)

    def _write_rows(self, forms: _Forms) -> None:
        """Write the tables of the fields, the rows that were there taken away first."""
        tables = {table for name in self._names for table in TABLES.get(name, ())}
        keys = Keys(self._connection)
        rows: Rows = defaultdict(list)

        def add(model: type[SQLModel], **values: Any) -> None:
            if model in tables:
                rows[model].append(values)

        sources = self._write_sources(forms, keys) if self._names & (SOURCED | {"sources"}) else {}
        self._clear(tables)
        for key, form in forms.items():
            if tables:
                collect(add, form, key, sources.get(key, {}), keys)
        for model in ORDER:
            _insert(self._connection, model, rows.get(model, []))
        if "sources" in self._names:
            held = [(key, source.number) for key, form in forms.items() for source in form.sources]
            gone = {(key, number) for key, numbers in sources.items() for number in numbers} - set(held)
            self._connection.executemany("DELETE FROM source WHERE service_key = ? AND number = ?", gone)

    def _clear(self, tables: Collection[type[SQLModel]]) -> None:
        """Take away the rows of some tables; those that hang on them go with them."""
        if m.Location in tables:
            places = f"SELECT location_key FROM service_at_location WHERE service_key {_OF_THESE}"  # noqa: S608
            gone = self._connection.execute(places, (self._some,)).fetchall()
            self._connection.executemany("DELETE FROM location WHERE key = ?", gone)
        for model in tables:
            if "service_key" in model.model_fields and model is not m.ServiceAtLocation:
                sql = f"DELETE FROM {model.__tablename__} WHERE service_key {_OF_THESE}"  # noqa: S608
                self._connection.execute(sql, (self._some,))

    def _write_sources(self, forms: _Forms, keys: Keys) -> Mapping[int, Sources]:
        """Write the sources, if they are among the fields, where they were; the keys of all, those to go as well."""
        known: dict[int, dict[int | None, int]] = {key: {} for key in forms}
        sql = f"SELECT service_key, number, key FROM source WHERE service_key {_OF_THESE}"  # noqa: S608
        for service, number, key in self._connection.execute(sql, (self._some,)):
            known[service][number] = key
        if "sources" in self._names:
            rows = [
                {"key": known[service].setdefault(source.number, 0) or keys.next(m.Source), "service_key": service}
                | source.model_dump()
                for service, form in forms.items()
                for source in form.sources
            ]
            for row in rows:
                known[row["service_key"]][row["number"]] = row["key"]
            self._connection.executemany(_PUT_SOURCE, rows)
        return known

    def _write_entries(self, there: Mapping[int, Fields], forms: _Forms, vocabulary: Vocabulary) -> None:
        """Write what search reads, where that changed, and keep ``search_word`` in step."""
        names = self._names | ({"organization"} if "organization_name" in self._names else frozenset())
        sql = f"SELECT key, {', '.join(_ENTRY)} FROM search_entry WHERE key {_OF_THESE}"  # noqa: S608
        words: Counter[str] = Counter()
        rows: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        written = self._agreeing
        for key, *columns in self._connection.execute(sql, (self._some,)).fetchall():
            entry: dict[str, str] = dict(zip(_ENTRY, columns, strict=True))
            facts = {name: _loose(value) for name, value in there[key].items()}
            facts |= {name: getattr(forms[key], name) for name in written}
            now = search_entry_again(entry, cast("ListingForm", SimpleNamespace(**facts)), vocabulary, names)
            changed = tuple(column for column, value in now.items() if value != entry[column])
            if changed:
                _count(words, entry, now)
                rows[changed].append((*(now[column] for column in changed), key))
        for changed, values in rows.items():
            sets = ", ".join(f"{column} = ?" for column in changed)
            self._connection.executemany(f"UPDATE search_entry SET {sets} WHERE key = ?", values)  # noqa: S608
        self._connection.executemany(_COUNT, [(word, by) for word, by in sorted(words.items()) if by])
        self._connection.execute("DELETE FROM search_word WHERE services <= 0 AND NOT known")


_PUT_SOURCE: Final = """
INSERT INTO source (key, service_key, number, url, title, page_date)
VALUES (:key, :service_key, :number, :url, :title, :page_date)
ON CONFLICT (service_key, number) DO UPDATE SET url = excluded.url, title = excluded.title,
  page_date = excluded.page_date
"""
_COUNT: Final = """
INSERT INTO search_word (word, services) VALUES (?, ?)
ON CONFLICT (word) DO UPDATE SET services = services + excluded.services
"""


def _insert(connection: sqlite3.Connection, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        columns, marks = (", ".join(form.format(name) for name in rows[0]) for form in ('"{}"', ":{}"))
        connection.executemany(f"INSERT INTO {model.__tablename__} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _loose(value: Any) -> Any:
    """A fact that was read, to be looked at as that of a form is."""
    if isinstance(value, dict):
        return SimpleNamespace(**value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [SimpleNamespace(**item) for item in value]
    return value


def _count(words: Counter[str], before: Mapping[str, str], changed: Mapping[str, str]) -> None:
    """Count the words and codes that a search entry gains, and those it loses, with its changed columns."""
    columns = [column for column in changed if column in _INDEXED]
    held, now = _words(before[column] for column in columns), _words(changed[column] for column in columns)
    if held != now:
        still = f" {' '.join(before[column] for column in _INDEXED if column not in columns)} "
        words.update(word for word in now - held if f" {word} " not in still)
        words.subtract(word for word in held - now if f" {word} " not in still)


def _words(columns: Iterable[str]) -> set[str]:
    return {word for column in columns for word in column.split(" ")} - {"", ALIAS_BREAK}
