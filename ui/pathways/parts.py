"""What the pages of pathways are made of: claims with their sources, guidance to quote, services, catch-22s."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtWidgets import QWidget

from navigator.find.wording import ended
from ui.check.next_steps import NextSteps
from ui.shell.folding import Folding
from ui.shell.parts import Band, Block, Link, Toned, from_page
from ui.shell.star import Beside, Star
from ui.shell.starred import Starred
from ui.shell.text import Text
from ui.shell.theme import ACCENT, QUIET

if TYPE_CHECKING:
    from navigator.check.guidance import Guidance
    from navigator.find.line import Line
    from navigator.pathways.catch22s import Catch22
    from navigator.pathways.claims import Cited, Claim

Opened = Callable[[str], None]
Copied = Callable[[str], None]


class Doing(NamedTuple):
    """What can be done with a service: open its listing, and where there is a shortlist, put it there."""

    opened: Opened
    starred: Starred | None = None


OUR_REASONING: Final = "Our reasoning."
_QUOTE: Final = "Guidance to quote"
_NONE_FITS: Final = "None of the guidance here is written for what was said in Check."
_OUTCOMES: Final = {
    "meets-rules": "Meets their published rules",
    "worth-asking": "Worth asking",
    "says-no": "Their rules say no",
}
_TONES: Final = {"meets-rules": "good", "worth-asking": "text", "says-no": "warn"}
_DOT: Final = " · "


def label(text: str) -> Text:
    """The heading of a part of what was opened."""
    return Text(text, bold=True, role=ACCENT)


def sourced(cited: Iterable["Cited"], caution: str, scope: str = "") -> Iterator[QWidget]:
    """Where something comes from, how sure that is, and for whom it was written."""
    if caution:
        yield Toned(caution, "warn")
    if scope:
        yield Text(f"This was {ended(scope)}", role=QUIET, selectable=True)
    each = tuple(cited)
    if not each:
        yield Text(OUR_REASONING, role=QUIET)
    for source in each:
        yield from_page(f"From: {source.says}", source.url or "")


def claimed(claims: Iterable["Claim"]) -> Iterator[Block]:
    """Claims, each with its sources; those that share all of that have it said once, after the last of them."""
    waiting: list[Claim] = []
    for claim in claims:
        if waiting and _beside(claim) != _beside(waiting[-1]):
            yield _together(waiting)
            waiting = []
        waiting.append(claim)
    if waiting:
        yield _together(waiting)


def guidance(pieces: Sequence["Guidance"], copied: Copied, *, wanted: bool = True) -> Iterator[QWidget]:
    """Guidance to quote, behind a press; ``wanted`` says so where there is none that fits."""
    if pieces:
        words = _QUOTE if len(pieces) == 1 else f"{_QUOTE} ({len(pieces)})"
        yield Folding(words, lambda: quotes(pieces, copied))
    elif wanted:
        yield Text(_NONE_FITS, role=QUIET)


def quotes(pieces: Iterable["Guidance"], copied: Copied) -> Iterator[Block]:
    """Pieces of guidance, each with the words to say."""
    steps = NextSteps(copied, lambda _id: None)
    for piece in pieces:
        holds = [Text(ended(f"This holds only if {piece.only_if}"), selectable=True)] if piece.only_if else []
        mark = [Toned(piece.mark, "warn")] if piece.mark else []
        page = from_page(f"From: {piece.page.says}", piece.page.url)
        yield [Text(piece.says, selectable=True), *holds, *mark, page, *steps.quote(piece.words)]


def service(line: "Line", way_in: str, does: Doing, outcome: str = "", because: str = "") -> Block:
    """A service: its name, which opens its listing, its star, its stance, the way in, and where somebody stands."""
    link = Link(line.name.text)
    link.setAccessibleDescription("Opens the whole listing in Find.")
    link.clicked.connect(partial(does.opened, line.id))
    named = Beside(link, Star(does.starred, line.id, line.name.text)) if does.starred is not None else link
    says = _DOT.join(filter(None, (line.both, line.areas)))
    stands = _OUTCOMES.get(outcome, "")
    return [
        named,
        *([Toned(ended(line.mark), "warn", bold=True)] if line.mark else ()),
        *([Toned(ended(f"{stands}. {because}" if because else stands), _TONES[outcome])] if stands else ()),
        *([Text(ended(way_in), selectable=True)] if way_in else ()),
        *([Text(says, role=QUIET)] if says else ()),
    ]


def catch22(one: "Catch22", extra: Iterable[Block] = ()) -> Iterator[Block]:
    """A catch-22 without its name: the loop, how to break it, and where that comes from."""
    yield [Text(f"{number}. {ended(part)}", selectable=True) for number, part in enumerate(one.loop, start=1)]
    yield [Band("good", [[label("How to break it"), Text(one.how_to_break_it, selectable=True)]])]
    yield from extra
    yield list(sourced(one.sources, one.caution, one.scope))


def folded(some: Iterable["Catch22"]) -> Block:
    """Catch-22s by name, each behind a press."""
    return [Folding(one.name, partial(catch22, one)) for one in some]


def _beside(claim: "Claim") -> tuple[object, ...]:
    return claim.sources, claim.caution, claim.scope


def _together(claims: Sequence["Claim"]) -> Block:
    last = claims[-1]
    return [
        *(Text(ended(claim.text), selectable=True) for claim in claims),
        *sourced(last.sources, last.caution, last.scope),
    ]
