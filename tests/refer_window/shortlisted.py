"""A shortlist made by hand, what is known of it, and a directory that counts what it is asked."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from navigator.check import Answers
from navigator.errors import NavigatorError
from navigator.find.parts import Part
from navigator.refer.before import Before
from navigator.refer.cautions import LABELS, Caution, Grade
from navigator.refer.compare import Cell, Comparison, Row
from navigator.refer.outcomes import Met, What
from navigator.refer.shortlist import Shortlist, Stop
from navigator.refer.tips import Tip

TODAY = date(2026, 11, 23)
ID = ("one", "two", "three", "four", "five", "six")
GRADES: tuple[Grade, ...] = ("stop", "first", "know")


def stop(service_id: str) -> Stop:
    return Stop(service_id, f"Service <b>{service_id}</b> & co")


def shortlist(*ids: str) -> Shortlist:
    return Shortlist(tuple(map(stop, ids)))


def caution(grade: Grade, says: str) -> Caution:
    return Caution("made", grade, says, "Ring <i>them</i>.", "A page, 2012", "", LABELS[grade])


def before(service_id: str, *cautions: Caution, gone: bool = False) -> Before:
    return Before(
        id=service_id,
        name=f"Service <b>{service_id}</b> & co",
        organization="A charity",
        cautions=cautions,
        asks=("Are you <u>still</u> running?",),
        ring=(Part("phone", "020 7946 0000", "main line", "02079460000"), Part("listing", "See Two", target="two")),
        opening="Open now",
        gone=gone,
        worst=cautions[0].grade if cautions else None,
        discreet=False,
    )


def comparison(ids: Sequence[str]) -> Comparison:
    """One row that is the same for all, and one that is not."""
    same, other = tuple(Cell(("Lambeth",)) for _ in ids), tuple(Cell((one, "<b>x</b>"), "A page, 2012") for one in ids)
    rows = (Row("Where", same, differs=False), Row("When", other, differs=True))
    return Comparison(tuple(ids), tuple(ids), rows)


class Experience:
    """What happened and what was told, in memory."""

    def __init__(self) -> None:
        self.recorded: list[What] = []
        self.left: list[Tip] = []

    def record(self, _service_id: str, what: What, _on: date) -> None:
        self.recorded.append(what)

    def take_back(self, _service_id: str, what: What, _on: date) -> None:
        self.recorded.remove(what)

    def leave(self, _service_id: str, text: str, on: date, *, local: bool = True) -> None:
        self.left.append(Tip(len(self.left), text, on, "today", fading=False, local=local))

    def remove(self, key: int) -> None:
        self.left = [tip for tip in self.left if tip.key != key]

    def met(self, _service_id: str) -> Met:
        return Met()

    def tips(self, _service_id: str, _today: date) -> tuple[Tip, ...]:
        return tuple(self.left)


class Refer:
    """Knows one caution of every service, graded in turn, and holds no service called "gone"."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[str, ...], Answers, frozenset[str]]] = []
        self.compared: list[tuple[str, ...]] = []
        self.experience = Experience()
        self.broken = False

    def before(self, stops: Sequence[Stop], answers: Answers, ways: frozenset[str]) -> tuple[Before, ...]:
        if self.broken:
            raise NavigatorError("The directory is damaged.")
        self.asked.append((tuple(one.id for one in stops), answers, ways))
        return tuple(before(one.id, caution(GRADES[ID.index(one.id) % 3], f"Says {one.id}.")) for one in stops)

    def compare(self, stops: Sequence[Stop], _answers: Answers) -> Comparison:
        self.compared.append(tuple(one.id for one in stops))
        return comparison(self.compared[-1])


class Desk:
    """What the search thread opens."""

    stale = False

    def __init__(self, refer: Refer) -> None:
        self._refer = refer

    def refer(self, look_up: Callable[[Any], Any]) -> Any:
        return look_up(self._refer)

    def interrupt(self) -> None: ...

    def resume(self) -> None: ...

    def close(self) -> None: ...
