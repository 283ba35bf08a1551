"""Who to call tonight: what stands at the end of every person's sheet."""

from collections.abc import Iterator, Sequence
from typing import Final

from navigator.find.hours import Hours
from navigator.refer.blocks import Block, Number, Section
from navigator.refer.saying import Sayings, Tonight
from navigator.refer.stop_facts import StopFacts
from navigator.refer.week import usual_days
from navigator.right_now import Contact, RightNow

MOST: Final = 4
"""How many numbers there are with 999."""
MAIN: Final = 2
"""How many needs of a place count: those it is mostly for."""
DANGER: Final = Number("999", "If you or someone else is in danger, or will not wake up")
_WIDE: Final = frozenset({"UK", "England", "London"})
_ALWAYS: Final = "24/7"
_WEEKEND: Final = "Saturday and Sunday"


def tonight(facts: Sequence[StopFacts], sayings: Sayings, right_now: RightNow, hours: Hours) -> Section:
    """The numbers for tonight that fit what some places are for, each with its hours as they are known.

    The last of the reviewed list is for everybody, and is always there.
    """
    blocks: list[Block] = [DANGER]
    chosen = list(_fitting(facts, sayings, right_now))
    for contact, entry in [*chosen[: MOST - 2], *chosen[MOST - 2 :][-1:]]:
        said = f"{entry.says} {_hours(contact, entry, hours)}"
        blocks.append(Number(contact.phones[0].number, contact.name, note=said))
    return Section("If you need someone tonight", tuple(blocks), whole=True)


def _fitting(facts: Sequence[StopFacts], sayings: Sayings, right_now: RightNow) -> Iterator[tuple[Contact, Tonight]]:
    contacts = {contact.id: contact for one in right_now.situations for contact in one.services if contact.phones}
    needs = {need for stop in facts for need in stop.listing.needs[:MAIN]}
    areas = {area for stop in facts for area in stop.listing.areas} | _WIDE
    for one in sayings.tonight:
        contact = contacts.get(one.id)
        if contact and (not one.needs or needs & {*one.needs}) and areas & {*contact.areas}:
            yield contact, one


def _hours(contact: Contact, entry: Tonight, hours: Hours) -> str:
    if contact.hours == _ALWAYS:
        return "Day and night."
    known = usual_days(contact.hours, hours)
    return f"They answer {known.replace(_WEEKEND, 'weekends')}." if known else entry.hours
