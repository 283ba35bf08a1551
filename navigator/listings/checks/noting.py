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
class Unsettled:
    """What is still reported wrong after a check, in words; ``failed`` is why nothing of it could be settled, or ""."""

    wrong: tuple[str, ...] = ()
    failed: str = ""

    @property
    def says(self) -> str:
        """In a sentence; "" where nothing is reported wrong any more."""
        if self.failed:
            return f"What was reported wrong is still there. {self.failed}"
        return f"Still reported wrong: {', '.join(self.wrong)}." if self.wrong else ""


_SETTLED: Final = Unsettled()


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted, None for nothing, and in words; ``unclear`` are the ids of listings that became so.

    ``unsettled`` is what is still reported wrong, ``to_edit`` are the fields of the listing's form to edit now.
    """

    saved: "Saved | None"
    says: str
    unclear: tuple[str, ...] = ()
    unsettled: Unsettled = _SETTLED
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
    unsettled = _settle(store, saved, found)
    return Noted(saved, _check_words(before, found, on, unsettled), (), unsettled)


def note_tries(store: Store, service_ids: Sequence[str], author: "Author", on: date) -> Noted:
    """Note that nobody answered a call to some services; raises NavigatorError as ``verifying.no_answers`` does."""
    from navigator.listings.checks.verifying import no_answers

    return _tried(store, no_answers(store, service_ids, author, on), on)


def note_run(store: Store, run: RunThrough, method: Method, author: "Author", on: date) -> Noted:
    """Note what was said while a listing was gone through; raises NavigatorError as ``run_through.finish`` does."""
    before = _read(store, run.service_id)
    done = finish(store, run, method, author, on)
    if done.saved is None:
        return Noted(None, f"{run.name}: {_NOTHING}", to_edit=done.to_edit)
    if run.nobody_answered:
        return _tried(store, done.saved, on)
    found = Found(method, run.confirmed)
    unsettled = _settle(store, done.saved, found, run.changed)
    return Noted(done.saved, _check_words(before, found, on, unsettled), (), unsettled, done.to_edit)


def _read(store: Store, service_id: str) -> Listing | None:
    with store.reading() as connection:
        return read_listing(connection, service_id)


def _on(day: date) -> str:
    """When it was done, unless that is today."""
    return "" if day == london_now().date() else f" on {plain_date(day.isoformat())}"


def _check_words(before: Listing | None, found: Found, on: date, unsettled: Unsettled) -> str:
    """What was noted, and what follows."""
    return " ".join(filter(None, (*_confirmed(before, found, on), unsettled.says)))


def _confirmed(before: Listing | None, found: Found, on: date) -> Iterator[str]:
    if before is None:
        return
    what = listed([CONFIRMED[group] for group in found.groups], "and")
    yield f"{before.name}: {HOW[found.method]}{_on(on)}. Confirmed: {what}."
    if found.runs and before.status == "unclear":
        yield _RUNS_AGAIN


def _settle(store: Store, check: "Saved", found: Found, changed: Collection[Topic] = ()) -> Unsettled:
    """What is still reported wrong, or why it could not be settled: the check is noted all the same."""
    try:
        return Unsettled(settle(store, check, found, changed))
    except NavigatorError as error:
        return Unsettled(failed=str(error))


def _tried(store: Store, saved: "Saved", on: date) -> Noted:
    from navigator.listings.changes.history import changes_in

    with store.reading() as connection:
        changes = changes_in(connection, saved.batch)
        each = {key: tries(connection, key).count for key in saved.ids}
        there = {key: found for key in saved.ids if (found := read_listing(connection, key))}
    unclear = tuple(dict.fromkeys(change.service_id for change in changes if change.after.get("status") == "unclear"))
    if len(there) == 1:
        ((key, listing),) = there.items()
        says = f"{listing.name}: nobody answered{_on(on)}, try {each[key]} since it was last asked. "
        waits = listing.status == "active" and each[key] < TRIES
        says += _UNCLEAR if unclear else f"Try {TRIES} makes it unclear." if waits else ""
    else:
        names = {key: listing.name for key, listing in there.items()}
        says = f"Nobody answered{_on(on)}: a try is noted for {listed(names.values(), 'and')}. "
        says += f"Now unclear: {listed([names[key] for key in unclear], 'and')}." if unclear else ""
    return Noted(saved, says.strip(), unclear)
