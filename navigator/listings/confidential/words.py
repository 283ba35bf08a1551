"""What is said before and after a place is made confidential."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from navigator.find.wording import joined, lower_first, plain_date, plural
from navigator.listings.confidential.facing import Facing
from navigator.listings.facts import LABELS
from navigator.listings.marks import changed_words

if TYPE_CHECKING:
    from navigator.listings.confidential.hiding import Secret
    from navigator.listings.confidential.purge import AlsoSays, Purged, PurgePlan

_AROUND: Final = 6
"""So many words of a text are shown on either side of an address."""
_OF_A_CHECK: Final = "A note on a check"
_PARTS: Final = {"url": "address", "number": "number", "city": "town"}
_SHIPPED: Final = (
    "The directory that comes with Navigator tells it too, and is never changed. Tell whoever keeps it, so that the "
    "next one does not."
)


class Says(NamedTuple):
    """A text that tells the address too: where it stands, the words around it, and the listing and field to open.

    The field is "" where the text is none of the form; ``name`` is "" for the listing of the place itself.
    """

    where: str
    excerpt: str
    opens: tuple[str, str]
    name: str


def will(facing: Facing) -> Iterator[str]:
    """What will be done, one thing after another."""
    plan = facing.plan
    if plan is None:
        return
    yield "The listing and the search no longer tell it. The name of the place and its town stay."
    if facing.changes:
        yield f"It goes from {plural(facing.changes, 'change')} in the history."
    else:
        yield "No change in the history tells it."
    yield "What the file still holds of deleted text is written over."
    if plan.rewritten:
        yield f"{_files(len(plan.rewritten))} written anew without it."
    else:
        yield "There is no backup that could tell it."
    yield from (f"{path.name} cannot be read, so all of it is removed." for path in plan.removed)


def was(plan: "PurgePlan", done: "Purged") -> Iterator[str]:
    """What was done."""
    yield f"Place {plan.number} of {plan.name} is confidential."
    yield "Its address went from the listing, the search, the history, and from what the file held of deleted text."
    if done.rewritten:
        yield f"{_files(len(done.rewritten), past=True)} written anew without it."
    yield from (f"{path.name} could not be read, so all of it was removed." for path in done.removed)


def outside(plan: "PurgePlan") -> Iterator[str]:
    """What nobody can take it out of from here."""
    for day, name in dict.fromkeys(plan.sent):
        yield f"A copy was sent on {plain_date(day)}: {name}. Ask for it to be deleted."
    if plan.shipped:
        yield _SHIPPED


def still(done: "Purged", *, also: bool) -> Iterator[str]:
    """The files that still tell it."""
    if done.left:
        why = "for what is named below" if also else "and must be looked at by hand"
        count = len(done.left)
        names = ", ".join(path.name for path in done.left)
        yield f"{plural(count, 'file')} still {'tells' if count == 1 else 'tell'} it, {why}: {names}."


def says(facing: Facing, *, blanks: bool) -> tuple[Says, ...]:
    """What else tells the address: what can be taken out by itself, or what somebody must write anew.

    What tells it several times, such as earlier words in the history, is told once.
    """
    plan = facing.plan
    if plan is None:
        return ()
    first = {(one.service_id, one.kind, one.path): one for one in reversed(plan.also) if one.blanks == blanks}
    return tuple(_says(one, facing, plan.secret) for one in reversed(first.values()))


def _says(one: "AlsoSays", facing: Facing, secret: "Secret") -> Says:
    name = facing.names.get(one.service_id, "") if one.service_id != facing.id else ""
    opens = one.service_id, one.path if one.kind == "listing" else ""
    return Says(where(one), excerpt(one.text, secret.blanked(one.text)), opens, name)


def excerpt(text: str, blanked: str) -> str:
    """The words around the first address of a text, in quotation marks."""
    pieces, _ = changed_words(text, blanked)
    at = next((number for number, piece in enumerate(pieces) if piece.marked), 0)
    before = _words("".join(piece.text for piece in pieces[:at]), from_end=True)
    after = _words("".join(piece.text for piece in pieces[at + 1 :]), from_end=False)
    return f"“{before}{pieces[at].text if pieces else ''}{after}”"


def _words(text: str, *, from_end: bool) -> str:
    """So many words of a text as are shown, from its end or its beginning, with dots where there are more."""
    every = text.split()
    if len(every) <= _AROUND:
        return text
    return f"… {' '.join(every[-_AROUND:])} " if from_end else f" {' '.join(every[:_AROUND])} …"


def where(one: "AlsoSays") -> str:
    """Where a text stands, in words: ``"phones.2.note"`` of a listing gives ``"Phone 2, note"``."""
    if one.kind == "check":
        return _OF_A_CHECK
    said = _field(one.path)
    return f"History, {lower_first(said)}" if one.kind == "history" else said


def _field(path: str) -> str:
    root, *rest = path.split(".")
    label = LABELS.get(root, root[:1].upper() + root[1:])
    numbers: Sequence[str] = [part for part in rest if part.isdigit()]
    parts = [_PARTS.get(part, part.replace("_", " ")) for part in rest if not part.isdigit()]
    return joined(" ".join((label, *numbers)), ", ".join(parts), ", ")


def _files(count: int, *, past: bool = False) -> str:
    verb = ("was" if past else "is") if count == 1 else ("were" if past else "are")
    return f"{plural(count, 'backup or copy', 'backups and copies')} {verb}"
