"""What there is to read of a history: an entry, two versions compared, what putting back would change, or nothing."""

from typing import TYPE_CHECKING, Final

from navigator.find.wording import ended
from navigator.listings.past.versions import Asked, History
from ui.listings.past.history_model import Which, moment, when
from ui.listings.past.history_text import Page

if TYPE_CHECKING:
    from navigator.listings.past.entries import Entry
    from navigator.listings.past.saying import Line

_NOTHING: Final = "Nothing was changed since this listing came with Navigator, and nobody checked it."
_SAYS_FROM: Final = "What it says is from these pages:"
_NONE: "Final[dict[Which, str]]" = {
    "all": "",
    "text": "Nothing of what it says was changed: there are only checks.",
    "checks": "Nobody noted a check: there are only changes of what it says.",
}
_NOT_KEPT: Final = "What it was before is not kept: it told where a confidential place is."
_ALIKE: Final = "Nothing differs."
_ALREADY: Final = "It is as it was then already: there is nothing to put back."
_STAYS: Final = "Stays as it is, since a place is confidential: "


def entry_page(entry: "Entry") -> Page:
    """What an entry changed."""
    why = ended(f"Why: {entry.why}") if entry.why else ""
    together = f"One of {entry.together:,} listings changed together." if entry.together > 1 else ""
    lost = _NOT_KEPT if entry.kind == "edit" and not entry.lines else ""
    title, _, more = entry.title.partition(": ")
    more = f"{more[:1].upper()}{more[1:]}"
    return Page(title, tuple(filter(None, (more, when(entry), why, together, lost))), entry.lines)


def compared_page(older: "Entry", newer: "Entry", found: "tuple[Line, ...]") -> Page:
    """What differs from before one entry to after another; from before one to now, where both are the same."""
    now = older is newer
    until = "to now" if now else f"to just after that of {moment(newer)}"
    title = f"From just before the change of {moment(older)} {until}"
    return Page(title, () if found else (_ALIKE,), found, heads=("Then", "Now") if now else ("Before", "After"))


def question_page(entry: "Entry", asked: Asked) -> Page:
    """What putting the listing back would change."""
    title = f"Put back as it was before {moment(entry)}?"
    above = "This would change:" if asked.lines else _ALREADY
    return Page(title, (above,), asked.lines, tuple(_STAYS + name for name in asked.stays), ("Now", "Then"))


def nothing_page(past: History, which: Which) -> Page:
    """What stands in place of the entries where there are none."""
    if past.entries:
        return Page(_NONE[which])
    return Page(_NOTHING, (_SAYS_FROM, *(f"\N{BULLET} {page}" for page in past.sources)) if past.sources else ())
