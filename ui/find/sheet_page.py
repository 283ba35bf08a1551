"""One whole listing as a page to read, in the order a person making a referral needs it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.find.sheet import Part, Section, Sheet
from ui.shell.arranged import Measured
from ui.shell.copying import Copy
from ui.shell.flow import beside
from ui.shell.parts import Band, Block, Days, Link, Toned, host, open_address, stack
from ui.shell.text import Digits, Heading, Text
from ui.shell.theme import ACCENT, QUIET, characters, give_room

if TYPE_CHECKING:
    from navigator.directory.atlas import Atlas
    from navigator.pathways.catch22s import Catch22
    from ui.shell.starred import Starred

_FIRST: Final = frozenset({"access", "phone"})
"""The sections that stand above all others."""
_RULING: Final = frozenset({"bring", "both", "rules"})
"""The sections that say what can be half of a catch-22."""
_LAST: Final = frozenset({"quiet", "day"})
"""The kinds of parts that end what stands close together: the page it is from, and the days."""
_AT_ONCE: Final = 5
_IN_A_SLICE: Final = 2
_MOST_ACROSS: Final = 84
"""Lines of more characters than this are hard to read."""
_BIG: Final = 1.5
_CATCH_22: Final = "A known catch-22"
_LEADS: Final = "Rules like these can block one another. Pathways says how to break that."
_LONG: Final = 70
"""Two texts of more characters than this are set apart by an empty line."""


class SheetPage(Measured, QWidget):
    """A listing from top to bottom: what is seen first is there at once, the rest is added in slices.

    ``whole`` tells that all of its words are there; ``number`` copies the first number to ring. ``catch_22_asked`` is
    the id of a catch-22 that somebody wants to read about.
    """

    whole = Signal()
    catch_22_asked = Signal(str)
    copied = Signal(str)
    opened = Signal(str)

    def __init__(self, sheet: Sheet, starred: "Starred | None" = None, *, named: bool = True) -> None:
        """Begin to show a listing; with a shortlist, it can be put there. ``named`` begins with its name."""
        super().__init__()
        self.number: Copy | None = None
        self._sheet, self._starred, self._named = sheet, starred, named
        self._built = False
        self._place: QWidget | None = None
        self._bites: QWidget | None = None
        self._rest = self._blocks()
        self._rows = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.addLayout(self._rows)
        layout.addStretch(1)
        give_room(self, layout, around=(0.8, 0.8))
        give_room(self, self._rows, between=0.5)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._add_slice)
        self._add(_AT_ONCE)
        self._slices.start()
        self._measure()

    @property
    def name(self) -> str:
        """Whose listing it is."""
        return self._sheet.name

    def show_map(self, atlas: "Atlas") -> None:
        """Draw where it is under the words that say so, once all words are there and if anything is known."""
        if self._built and self._place is not None and (self._sheet.points or self._sheet.areas):
            from ui.find.place_map import PlaceMap

            place = PlaceMap()
            place.show_place(atlas, self._sheet.areas, self._sheet.points, self._sheet.name)
            layout = QVBoxLayout(self._place)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(place)
            self._place.show()
            self._place = None

    def show_catch_22s(self, catch_22s: "Sequence[Catch22]") -> None:
        """Name the catch-22s that bite here, under its rules; each leads to how to break it."""
        if self._bites is not None and catch_22s:
            links = [Link(one.name) for one in catch_22s]
            for link, one in zip(links, catch_22s, strict=True):
                link.setAccessibleName(f"{_CATCH_22}: {one.name}")
                link.clicked.connect(partial(self.catch_22_asked.emit, one.id))
            layout = QVBoxLayout(self._bites)
            layout.setContentsMargins(0, 0, 0, 0)
            stack(self._bites, layout, [[Heading(known(catch_22s)), Text(_LEADS, role=QUIET), *links]])
            self._bites.show()
            self._bites = None

    def _measure(self) -> None:
        self.setMaximumWidth(characters(self, _MOST_ACROSS))

    def _add_slice(self) -> None:
        if not self._add(_IN_A_SLICE):
            self._slices.stop()
            self._built = True
            self.whole.emit()

    def _add(self, count: int) -> bool:
        added = list(islice(self._rest, count))
        stack(self, self._rows, added)
        return bool(added)

    def _blocks(self) -> Iterator[Block]:
        """All of it from top to bottom."""
        sheet = self._sheet
        yield from self._head(sheet)
        first = list(filter(None, self._first({section.code: section for section in sheet.sections})))
        if first:
            yield [Band("accent", first)]
        if sheet.does:
            yield [Text(sheet.does, selectable=True)]
        before, after = _around_rules(sheet.sections)
        for section in before:
            yield from self._section(section)
        self._bites = QWidget()
        self._bites.hide()
        yield [self._bites]
        for section in after:
            yield from self._section(section)

    def _head(self, sheet: Sheet) -> Iterator[Block]:
        """Its name, who runs it, whether it is on the shortlist, and whether it has closed."""
        if self._named:
            yield [
                Text(sheet.name, size=1.5, bold=True, selectable=True),
                *([Text(sheet.organization, role=QUIET, selectable=True)] if sheet.organization else ()),
            ]
        if self._starred is not None:
            from ui.shell.star import StarButton

            yield [beside(StarButton(self._starred, sheet.id, sheet.name))]
        if sheet.mark:
            warnings = [part for section in sheet.sections for part in section.parts if _warns(section, part)]
            yield [Band("urgent", [[Text(sheet.mark, size=1.15, bold=True, selectable=True), *self._made(warnings)]])]

    def _first(self, sections: Mapping[str, Section]) -> Iterator[Block]:
        """What decides whether to ring now: is it open, can they go, and the numbers."""
        if "when" in sections:
            yield _opening(sections["when"].parts)
        if "access" in sections:
            access = sections["access"]
            ways = [part for part in access.parts if not (self._sheet.mark and _warns(access, part))]
            yield [Text(access.heading, bold=True, role=ACCENT), *self._made(ways)] if ways else []
        if "phone" in sections:
            yield from self._numbers(sections["phone"].parts)

    def _numbers(self, parts: Sequence[Part]) -> Iterator[Block]:
        """Each number with what its line is for; words before and after are by themselves."""
        for phones, run in groupby(parts, key=lambda part: part.kind == "phone"):
            together = list(run)
            yield from (list(self._made(block)) for block in ([[part] for part in together] if phones else [together]))

    def _made(self, parts: Sequence[Part]) -> Iterator[QWidget]:
        for kind, run in groupby(parts, key=attrgetter("kind")):
            yield from _MAKERS[kind](self, list(run))

    def _section(self, section: Section) -> Iterator[Block]:
        """Its heading with what comes first, then what each further source says."""
        block: list[QWidget] = [Heading(section.heading)]
        for ends, run in groupby(section.parts, key=lambda part: part.kind in _LAST):
            block += self._made(list(run))
            if ends:
                yield block
                block = []
        if block:
            yield block
        if section.code == "where":
            self._place = QWidget()
            self._place.hide()
            yield [self._place]


def _warns(section: Section, part: Part) -> bool:
    """Whether a part says that one should not, or not without asking, send anyone."""
    return section.code == "access" and part.kind == "warning"


def known(catch_22s: "Sequence[Catch22]") -> str:
    """The heading above the names of some catch-22s."""
    return "Known catch-22s" if len(catch_22s) > 1 else _CATCH_22


def _around_rules(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """Those that do not stand above all others: up to its rules, or what else can shut somebody out, and the rest."""
    rest = [section for section in sections if section.code not in _FIRST]
    last = max((at for at, section in enumerate(rest, start=1) if section.code in _RULING), default=0)
    return rest[:last], rest[last:]


def _opening(when: Sequence[Part]) -> list[QWidget]:
    """Whether it is open: the words before a week's days."""
    if [part.kind for part in when[:2]] != ["text", "day"]:
        return []
    return [Text(when[0].text, size=1.15, bold=True, selectable=True), *_warned(when[0])]


def _texts(_page: SheetPage, parts: Sequence[Part]) -> Iterator[QWidget]:
    return _said(parts, partial(Text, selectable=True))


def _quiet(_page: SheetPage, parts: Sequence[Part]) -> Iterator[QWidget]:
    return _said(parts, partial(Text, role=QUIET, selectable=True))


def _warnings(_page: SheetPage, parts: Sequence[Part]) -> Iterator[QWidget]:
    return _said(parts, partial(Toned, tone="warn", bold=True))


def _days(_page: SheetPage, parts: Sequence[Part]) -> Iterator[QWidget]:
    yield Days(parts)


def _phones(page: SheetPage, parts: Sequence[Part]) -> Iterator[QWidget]:
    for part in parts:
        copy = _copy(page, part)
        page.number = page.number or copy
        yield beside(Digits(part.text, size=_BIG), copy)
        yield from _noted(part)


def _emails(page: SheetPage, parts: Sequence[Part]) -> Iterator[QWidget]:
    for part in parts:
        yield beside(_outward(part.text, part.note, f"mailto:{part.target or part.text}"), _copy(page, part))


def _webs(_page: SheetPage, parts: Sequence[Part]) -> Iterator[QWidget]:
    for part in parts:
        yield _outward(host(part.target) if part.text == part.target else part.text, part.note, part.target)


def _listings(page: SheetPage, parts: Sequence[Part]) -> Iterator[QWidget]:
    for part in parts:
        link = Link(part.text)
        link.clicked.connect(partial(page.opened.emit, part.target))
        yield link
        yield from _warned(part)


_MAKERS: Final[dict[str, Callable[[SheetPage, Sequence[Part]], Iterator[QWidget]]]] = {
    "text": _texts,
    "quiet": _quiet,
    "warning": _warnings,
    "day": _days,
    "phone": _phones,
    "email": _emails,
    "web": _webs,
    "listing": _listings,
}
"""What shows the parts of one kind that follow one another."""


def _said(parts: Sequence[Part], shown: Callable[[str], Text]) -> Iterator[QWidget]:
    """One text up to the next that has a note: a note is for all that follow."""
    starts = [0, *(at for at, part in enumerate(parts) if part.note and at), len(parts)]
    for start, stop in pairwise(starts):
        yield shown(_joined([part.text for part in parts[start:stop]]))
        yield from _warned(parts[start])


def _joined(texts: Sequence[str]) -> str:
    gaps = ("\n\n" if min(len(before), len(after)) > _LONG else "\n" for before, after in pairwise(texts))
    return "".join(f"{text}{gap}" for text, gap in zip(texts, [*gaps, ""], strict=True))


def _warned(part: Part) -> list[QWidget]:
    return [Toned(_begun(part.note), "warn")] if part.note else []


def _begun(note: str) -> str:
    return note[:1].upper() + note[1:]


def _copy(page: SheetPage, part: Part) -> Copy:
    copy = Copy(part.target or part.text, part.text)
    copy.copied.connect(page.copied)
    return copy


def _outward(text: str, note: str, address: str) -> Link:
    link = Link(f"{text} ({note})" if note else text)
    link.setAccessibleDescription(address)
    link.clicked.connect(partial(open_address, address))
    return link


def _noted(part: Part) -> list[QWidget]:
    return [Text(_begun(part.note), role=QUIET, selectable=True)] if part.note else []
