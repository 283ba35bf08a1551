"""Noting what came of a check, and what follows: what was reported wrong of it is settled; it is told in words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from navigator.directory import Listing, Store, read_listing
from navigator.errors import NavigatorError
from navigator.find.checks import CONFIRMED
from navigator.find.hours import london_now
from navigator.find.wording import listed, plain_date
from navigator.listings.checks.found import HOW, TRIES, Found, Method, Topic, tries
from navigator.listings.checks.run_through import RunThrough, finish
from navigator.listings.checks.settling import settle

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Author, Saved

_RUNS_AGAIN: Final = "Its listing says again that it runs."
_UNCLEAR: Final = "Its listing is now unclear, and says so."
_NOTHING: Final = "nothing was confirmed as a whole, so no check was noted."


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted, None for nothing, and in words; ``unclear`` are the ids of listings that became so.

    ``to_edit`` are the fields of the listing's form to edit now.
    """

    saved: "Saved | None"
    says: str
    unclear: tuple[str, ...] = ()
    to_edit: tuple[str, ...] = ()

    @property
    def batch(self) -> int:
        """The number by which it is undone; 0 for nothing."""
        return self.saved.batch if self.saved else 0


def note_check(store: Store, service_id: str, found: Found, author: "Author", on: date) -> Noted:
    """Note a check; raises NavigatorError as ``verifying.verify`` does."""
    from navigator.listings.checks.verifying import verify

    before = _read(store, service_id)
    saved = verify(store, service_id, found, author, on)
    return Noted(saved, " ".join((*_check_words(before, found, on), *_settle(store, saved, found))))


def note_tries(store: Store, service_ids: Sequence[str], author: "Author", on: date) -> Noted:
    """Note that nobody answered a call to some services; raises NavigatorError as ``verifying.no_answers`` does."""
    from navigator.listings.checks.verifying import no_answers

    return _tried(store, no_answers(store, service_ids, author, on))


def note_run(store: Store, run: RunThrough, method: Method, author: "Author", on: date) -> Noted:
    """Note what was said while a listing was gone through; raises NavigatorError as ``run_through.finish`` does."""
    before = _read(store, run.service_id)
    done = finish(store, run, method, author, on)
    if done.saved is None:
        return Noted(None, f"{run.name}: {_NOTHING}", to_edit=done.to_edit)
    if run.nobody_answered:
        return _tried(store, done.saved)
    found = Found(method, run.confirmed)
    told = (*_check_words(before, found, on), *_settle(store, done.saved, found, run.changed))
    return Noted(done.saved, " ".join(told), (), done.to_edit)


def _read(store: Store, service_id: str) -> Listing | None:
    with store.reading() as connection:
        return read_listing(connection, service_id)


def _check_words(before: Listing | None, found: Found, on: date) -> Iterator[str]:
    """What was noted, in words."""
    if before is None:
        return
    day = "" if on == london_now().date() else f" on {plain_date(on.isoformat())}"
    what = listed([CONFIRMED[group] for group in found.groups], "and")
    yield f"{before.name}: {HOW[found.method]}{day}. Confirmed: {what}."
    if found.runs and before.status == "unclear":
        yield _RUNS_AGAIN


def _settle(store: Store, check: "Saved", found: Found, changed: Collection[Topic] = ()) -> Iterator[str]:
    """What is still reported wrong; says why where it could not be settled, as the check is noted all the same."""
    try:
        if wrong := settle(store, check, found, changed):
            yield f"Still reported wrong: {', '.join(wrong)}."
    except NavigatorError as error:
        yield f"What was reported wrong is still there. {error}"


def _tried(store: Store, saved: "Saved") -> Noted:
    from navigator.listings.changes.history import changes_in

    with store.reading() as connection:
        changes = changes_in(connection, saved.batch)
        each = {key: tries(connection, key).count for key in saved.ids}
        names = {key: found.name for key in saved.ids if (found := read_listing(connection, key))}
    unclear = tuple(dict.fromkeys(change.service_id for change in changes if change.after.get("status") == "unclear"))
    if len(names) == 1:
        ((key, name),) = names.items()
        says = f"{name}: nobody answered, try {each[key]} since it was last asked. "
        says += _UNCLEAR if unclear else f"Try {TRIES} makes it unclear." if each[key] < TRIES else ""
    else:
        says = f"Nobody answered: a try is noted for {listed(names.values(), 'and')}. "
        says += f"Now unclear: {listed([names[key] for key in unclear], 'and')}." if unclear else ""
    return Noted(saved, says.strip(), unclear)
