"""One setting for many listings, from text: ``phones.number=020 7946 0000`` is that of every phone of each.

It is written as for one listing (``setting``), but that nothing is counted: rows are all meant, or told by what they
hold.
"""

from typing import Any, Final

from navigator.directory.fields import OF_ORGANIZATION
from navigator.errors import UsageError
from navigator.listings.form.reference import Reference
from navigator.listings.form.setting import set_field
from navigator.listings.many.field_change import ROWS, FieldChange, How

_HOW: Final[dict[str, How]] = {"+=": "add", "-=": "remove", "=": "set"}


def field_change(setting: str, was: str | None, reference: Reference) -> FieldChange:
    """What a setting does to each listing; with ``was``, only where the field, or one thing in its list, is that now.

    Raises UsageError for a setting that cannot be read.
    """
    path, mark, value = _parts(setting)
    if was is None:
        held = _value(path, mark, value, reference)
        if mark == "=":
            return FieldChange(path, "set", held)
        return FieldChange(path, _HOW[mark], _only(held, setting))
    if mark != "=":
        raise UsageError("--was goes with FIELD=VALUE: what is that now becomes this.")
    before, after = (_one(path, each, reference) for each in (was, value))
    return FieldChange(path, "replace", before, after)


def _parts(setting: str) -> tuple[str, str, str]:
    for mark in ("+=", "-=", "="):
        path, found, value = setting.partition(mark)
        if found and "=" not in path:
            return path.strip(), mark, value.strip()
    raise UsageError(f"“{setting}” sets nothing. Write FIELD=VALUE, or FIELD+=VALUE and FIELD-=VALUE for a list.")


def _value(path: str, mark: str, value: str, reference: Reference) -> Any:
    """The value as the field holds it, read as that of a listing that says nothing yet; None for nothing."""
    name, *rest = path.split(".")
    if path in OF_ORGANIZATION:
        return value or None
    if name in ROWS and rest:
        if rest[0].isdecimal():
            raise UsageError(f"Rows are not counted here: {name}.{'.'.join(rest[1:]) or 'FIELD'} is that of each.")
        held = set_field({}, f"{name}.1.{'.'.join(rest)}={value}", reference)[name][0]
        return held.get(rest[0])
    held = set_field({}, f"{path}{'=' if mark == '=' else '+='}{value}", reference)
    for step in (name, *rest):
        held = held.get(step) if held is not None else None
    return held


def _one(path: str, value: str, reference: Reference) -> Any:
    """A value, or one thing of a list."""
    if path in ROWS:
        return _only(_value(path, "+=", value, reference), value)
    held = _value(path, "=", value, reference)
    return _only(held, value) if isinstance(held, list) else held


def _only(held: Any, said: str) -> Any:
    if isinstance(held, list) and len(held) == 1:
        return held[0]
    raise UsageError(f"“{said}” must name one thing: many listings are changed by one thing at a time.")
