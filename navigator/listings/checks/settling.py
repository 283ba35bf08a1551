"""What was reported wrong with a listing and a check settled, and that it is reported again once the check is undone.

Reports are in the user's own file of outcomes, which holds what a check settled under the name of that check: nothing
is lost whichever of the two files cannot be written.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.listings.changes.history import Change, changes_in
from navigator.listings.checks.found import TOPICS, Found, Topic

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Saved

_SETTLES: Final[Mapping[Topic, frozenset[str]]] = {
    "runs": frozenset({"closed"}),
    "contacts": frozenset({"phone", "address"}),
    "hours": frozenset({"hours"}),
    "rules": frozenset({"who"}),
    "all": frozenset({"other"}),
}
"""What can be reported wrong, by the group of facts that it is about."""


def settle(store: Store, check: "Saved", found: Found, changed: Collection[Topic] = ()) -> tuple[str, ...]:
    """Settle what was reported wrong where a check confirmed that or found it ``changed``; gives the rest, in words.

    ``check`` is the check of one listing as it was noted. Only whoever says that it runs settles that it has closed.
    Raises NavigatorError where it cannot be settled.
    """
    from navigator.refer.experience import Experience

    groups: set[Topic] = {*found.groups, *(TOPICS if "all" in found.groups else ())}
    groups = (groups if found.runs else groups - {"runs"}).union(changed)
    fields = frozenset[str]().union(*(_SETTLES[group] for group in groups))
    experience = Experience(store.folder)
    (service_id,) = check.ids
    with store.reading() as connection:
        noted = next(change for change in changes_in(connection, check.batch) if change.kind == "verify")
    experience.settle(service_id, _name(noted), fields)
    return experience.met(service_id).wrong


def unsettle(store: Store, changes: Iterable[Change]) -> None:
    """Have reported again whatever checks settled that are taken back; call it last before that is committed.

    A report may then come back for a check that stands after all, and is settled by the next; none is ever lost.
    Raises NavigatorError where it cannot be put back.
    """
    from navigator.refer.experience import Experience

    try:
        for change in changes:
            if change.kind == "verify":
                Experience(store.folder).unsettle(change.service_id, _name(change))
    except NavigatorError as error:
        raise NavigatorError(
            f"Nothing was undone, since what was reported wrong cannot be put back. {error}"
        ) from error


def _name(check: Change) -> str:
    """What the file of outcomes calls a check: in another directory, its number alone may be that of another."""
    return f"{check.batch} {check.made_at}"
