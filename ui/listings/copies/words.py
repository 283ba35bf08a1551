"""What is said of a colleague's directory: how each listing differs, whose value is taken, and what was taken."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from navigator.directory import Verification, Vocabulary
from navigator.find.checks import check_words
from navigator.find.wording import listed, megabytes, plain_date, plural
from navigator.listings.copies.checks_there import Check
from navigator.listings.copies.differences import HEADINGS, Comparison, Difference, FieldDifference, Side
from navigator.listings.facts import LABELS
from navigator.listings.past.saying import lines

if TYPE_CHECKING:
    from navigator.listings.copies.sending import Sent
    from navigator.listings.copies.taking import Taken

TAKES: Final[dict[Side, str]] = {"ours": "Yours stays", "theirs": "Theirs is taken"}
_SIDES: Final[dict[Side, str]] = {"ours": "Yours", "theirs": "Theirs"}
_SAME: Final = "nothing that is not here"


def sent_words(sent: "Sent") -> str:
    """That a copy was made, and what it holds."""
    held = f"{plural(sent.listings, 'listing')}, {plural(sent.tips, 'tip')}, {megabytes(sent.size)}"
    return f"Saved as {sent.path}: {held}. No settings, and no tips that stay on this computer."


def summary(found: Comparison) -> str:
    """Which file it is, of when, and how many listings differ how."""
    name = "The directory that came with Navigator" if found.shipped else found.name
    day = found.copied or found.compiled
    made = f", {'copied' if found.copied else 'compiled'} on {plain_date(day)}" if day else ""
    told = [f"{found.counts[kind]:,} {heading}" for kind, heading in HEADINGS.items() if found.counts.get(kind)]
    told += [plural(len(found.tips), "tip")] if found.tips else []
    return f"{name}{made}: {', '.join(told) or _SAME}."


def label(field: str) -> str:
    """What people call a field of the form."""
    return LABELS.get(field, field)


def said(field: FieldDifference, side: Side, vocabulary: Vocabulary, services: Mapping[str, str]) -> str:
    """What a field says here or there, as far as that differs; a line for each fact, services by their names."""
    told = []
    for line in lines({field.field: field.ours}, {field.field: field.theirs}, vocabulary, services):
        words = line.before if side == "ours" else line.after
        if words:
            more = line.label.removeprefix(label(field.field)).removeprefix(", ")
            told.append(f"{more}: {words}" if more else words)
    return "\n".join(told) or "Nothing of it"


def whose(side: Side) -> str:
    """Whose value it is, to choose it."""
    return _SIDES[side]


def facts(difference: Difference, vocabulary: Vocabulary, services: Mapping[str, str]) -> Iterator[str]:
    """What a listing that is not here yet says, a line for each fact, services by their names."""
    for line in lines({}, difference.theirs or {}, vocabulary, services):
        if line.after:
            yield f"{line.label}: {line.after}"


def checked(check: Check) -> str:
    """A check of theirs in a sentence."""
    confirmed = " ".join(check.confirmed)
    told = check_words(Verification(check.checked_on, check.method, confirmed, check.note or None))
    return f"They checked it on {told}."


def taken_words(taken: "Taken") -> str:
    """What was taken."""
    count = len(taken.saved.ids) if taken.saved else 0
    told = [
        plural(count, "listing"),
        plural(taken.checks, "check"),
        *([plural(taken.tips, "tip")] if taken.tips else []),
    ]
    return f"Taken: {listed(told, 'and')}."
