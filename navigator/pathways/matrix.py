"""Who to talk to: a map of the system, with needs down the side, boroughs along the top and gaps plain to see."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from navigator.check import Answers, Outcome
from navigator.check.bits import union
from navigator.check.now import Now
from navigator.check.services import Case
from navigator.directory import Vocabulary
from navigator.directory.entry import area_code
from navigator.find.filters import Filters, Fits
from navigator.find.line import line
from navigator.find.search import Result, Search
from navigator.find.wording import lower_first
from navigator.pathways.here import AREA, door
from navigator.pathways.steps import NOBODY

WIDE: Final = "All London or national"
"""The column of services that cover all of London, of England or of the United Kingdom."""
MOST: Final = 3
"""How many services a cell names."""
Gap = Literal["", "local", "none"]
"""Whether anybody helps: "local" where only services for a wider area do, "none" where nobody does."""

_WIDE_CODE: Final = "london"
_OTHER: Final = "Other needs"
_GROUPS: Final = {
    "Mental health, alcohol and drugs": ("mental-health", "substance-use", "alcohol", "drugs"),
    "A home": ("homelessness", "housing"),
    "Safety": ("domestic-abuse", "sexual-violence", "exploitation"),
    "Physical and sexual health": ("physical-health", "sexual-health"),
    "Rights and money": ("criminal-justice", "immigration", "legal", "money-and-benefits"),
    "Daily life": ("food", "employment-and-skills", "social-connection", "family", "carers"),
}
_GAP_WORDS: Final[dict[Gap, str]] = {
    "": "",
    "local": "No local service: only for all London or the country",
    "none": "No service in this directory",
}
_ALL_SAY_NO: Final = "The rules of every service in this directory say no"
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True, repr=False)
class CellService:
    """One of the first services of a cell; ``both`` is the stance in words, ``mark`` warns that it may have closed."""

    id: str
    name: str
    organization: str
    mark: str
    stance: str
    both: str
    way_in: str
    local: bool
    outcome: Outcome | Literal[""] = ""

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"CellService({self.id!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Cell:
    """The services for one need in one borough, each once.

    ``count`` is all of them: ``local`` ones, that name the borough, and ``national`` ones, for all of London or more.
    Where somebody's answers were asked with, those that say no are ``refused`` and not in the count, of which ``meets``
    meet their rules. ``filters`` open the cell in Find.
    """

    count: int
    local: int
    national: int
    services: tuple[CellService, ...]
    meets: int
    refused: int
    filters: Filters
    wide: bool

    @property
    def gap(self) -> bool:
        """Whether nobody helps."""
        return not self.count

    @property
    def kind(self) -> Gap:
        """Whether nobody helps, or nobody local does; the column of wide services has no local ones to miss."""
        if self.gap:
            return "none"
        return "" if self.local or self.wide else "local"

    @property
    def says(self) -> str:
        """The gap in words; "" where there is none."""
        return _ALL_SAY_NO if self.gap and self.refused else _GAP_WORDS[self.kind]

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"Cell({self.filters.need!r}, {self.filters.area!r})"


@dataclass(frozen=True, slots=True)
class Row:
    """One need across the boroughs; ``group`` is the heading it stands under."""

    need: str
    label: str
    group: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Needs down the side, boroughs along the top, and ``WIDE`` as the last column.

    ``dated`` is the ISO day the directory was compiled. ``told``: somebody's answers were asked with. ``elsewhere``
    counts the services in no column: those that cover other boroughs only, or do not say where.
    """

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    dated: str
    told: bool
    elsewhere: int

    @property
    def gaps(self) -> tuple[tuple[Row, str], ...]:
        """The needs and boroughs that nobody helps with."""
        return tuple(
            (row, name) for row in self.rows for name, cell in zip(self.columns, row.cells, strict=True) if cell.gap
        )


def who_to_talk_to(
    search: Search, vocabulary: Vocabulary, now: Now, answers: Answers = NOBODY, most: int = MOST
) -> Matrix:
    """The map of a directory as it is now, for the boroughs it is about and those somebody named.

    The rows are the needs of the vocabulary that some service helps with; those that somebody came for, where they said
    any. Each cell names up to ``most`` services, local ones first, then as in Check.
    """
    drawn = _Drawing(search, vocabulary, now, now.services.case(answers), answers != NOBODY, most)
    boroughs = tuple(dict.fromkeys((*now.boroughs, *sorted(answers.of(AREA)[0]))))
    facts = now.facts
    needs = [code for code in vocabulary.codes("need") if facts.held.get(f"need:{code}")]
    asked = [code for code in needs if code in answers.needs] or needs
    placed = union(facts.area(code).yes for code in (*map(area_code, boroughs), _WIDE_CODE))
    return Matrix(
        rows=tuple(drawn.row(group, need, boroughs) for group, need in _grouped(asked)),
        columns=(*boroughs, WIDE),
        dated=now.dated,
        told=drawn.told,
        elsewhere=(now.services.engine.offered & ~placed).bit_count(),
    )


def _grouped(needs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each need under its heading; one that no heading names stands last."""
    left = list(needs)
    for heading, members in (*_GROUPS.items(), (_OTHER, tuple(needs))):
        for need in members:
            if need in left:
                left.remove(need)
                yield heading, need


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Works out the cells, for what is known of one person."""

    search: Search
    vocabulary: Vocabulary
    now: Now
    case: Case
    told: bool
    most: int

    def row(self, group: str, need: str, boroughs: Sequence[str]) -> Row:
        """One need across the boroughs."""
        areas = (*(area_code(name) for name in boroughs), _WIDE_CODE)
        return Row(need, self.vocabulary.label("need", need), group, tuple(self._cell(need, code) for code in areas))

    def _cell(self, need: str, code: str) -> Cell:
        facts, standing = self.now.facts, self.case.standing
        helping = self.now.services.engine.offered & facts.code(f"need:{need}") & facts.area(code).yes
        refused = helping & standing.says_no if self.told else 0
        left = helping & ~refused
        wide = code == _WIDE_CODE
        local = 0 if wide else left & facts.code(f"area:{code}")
        return Cell(
            count=left.bit_count(),
            local=local.bit_count(),
            national=(left & ~local).bit_count(),
            services=self._services(left, local),
            meets=(left & standing.meets_rules).bit_count() if self.told else 0,
            refused=refused.bit_count(),
            filters=Filters(need=(need,), area=(code,), fits=Fits(self.case.known.answers) if self.told else None),
            wide=wide,
        )

    def _services(self, services: int, local: int) -> tuple[CellService, ...]:
        keys = list(islice(self._best(services, local), self.most))
        return tuple(self._named(result, local) for result in self.search.lines(keys))

    def _best(self, services: int, local: int) -> Iterator[int]:
        standing = self.case.standing
        ranks = (standing.meets_rules, standing.worth_asking) if self.told else (-1,)
        for near in (local, ~local):
            for rank in ranks:
                yield from self.now.services.best(services & near & rank, self.case, self.now.doors)

    def _named(self, result: Result, local: int) -> CellService:
        shown, standing = line(result, self.vocabulary), self.case.standing
        outcome: Outcome = "meets-rules" if standing.meets_rules >> result.key & 1 else "worth-asking"
        return CellService(
            id=shown.id,
            name=shown.name.text,
            organization=shown.organization,
            mark=shown.mark,
            stance=shown.stance,
            both=shown.both,
            way_in=door(shown, result),
            local=bool(local >> result.key & 1),
            outcome=outcome if self.told else "",
        )


def to_csv(matrix: Matrix) -> str:
    """The map as a table for commissioners: a line for every need and borough, with its services and its gap.

    One that somebody's answers were asked with also says how many meet their rules and how many say no. No cell begins
    a formula: one that would has an apostrophe before it. Written to a file, it needs a byte order mark for Excel.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow((*_COLUMNS, *(_TOLD if matrix.told else ())))
    for row in matrix.rows:
        for name, cell in zip(matrix.columns, row.cells, strict=True):
            told = (cell.meets, cell.count - cell.meets, cell.refused) if matrix.told else ()
            table.writerow(map(_defused, (*_fields(matrix, row, name, cell), *told)))
    return written.getvalue()


def _fields(matrix: Matrix, row: Row, name: str, cell: Cell) -> Iterable[object]:
    services = "; ".join(map(_summary, cell.services))
    return row.group, row.label, name, cell.count, cell.local, cell.national, cell.says, services, matrix.dated


def _summary(service: CellService) -> str:
    """``"Tree House (both needs: accepts; may have closed; refer yourself)"``."""
    told = (lower_first(text) for text in (service.both, service.mark, service.way_in) if text)
    return f"{service.name} ({', '.join(told)})"


def _defused(value: object) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


_COLUMNS: Final = (
    "Area of life", "Need", "Borough", "Services", "Local services", "All London or national services", "Gap",
    "First services", "Directory compiled",
)  # fmt: skip
_TOLD: Final = ("Meet their published rules", "Worth asking", "Their rules say no")
