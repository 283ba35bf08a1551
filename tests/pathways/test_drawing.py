"""The layout of drawings: whatever the texts, the lanes and the width, nothing overlaps and nothing is cut."""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.errors import NavigatorError
from navigator.pathways.claims import Cited, Claim
from navigator.pathways.drawing import Arrow, Drawing, Letters, Line, Rect, Type, fit_page
from navigator.pathways.files import write_whole
from navigator.pathways.lanes import LABELS, draw_situation
from navigator.pathways.rail import draw_timeline
from navigator.pathways.situations import LANES, Situation, Step, read_situations
from navigator.pathways.svg import to_svg
from navigator.pathways.timeline import timeline
from navigator.pathways.transitions import DUTIES, Action, Transition, read_transitions

TODAY = date(2026, 11, 23)
LINE = 20.0
SOURCE = Cited("A source", None, "2025-11", "")
ALMOST = 1e-6


def measure(text: str, bold: bool, /) -> float:  # noqa: FBT001 - as a callable has it
    """Letters of different widths, the bold ones wider."""
    return sum(4 + ord(letter) % 7 for letter in text) * (1.1 if bold else 1.0)


LETTERS = Letters(Type("Sans", 16, LINE, 15), measure)
WORD = st.text("abcdefghijklmnop'é<&\u2019", min_size=1, max_size=12) | st.text("mW-", min_size=1, max_size=70)
TEXT = st.lists(WORD, max_size=24).map(" ".join)
NAME = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
WIDTH = st.floats(160, 2400)


def step(n: int, lane: str) -> Step:
    return Step(n, "Role", (), (), "Do this.", "This.", "", "Gap.", (SOURCE,), "seen", "", lane, ())


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any situation; every text of it is a stretch of the same words, since drawing words takes longest."""
    lanes = draw(st.lists(st.sampled_from(LANES), min_size=3, max_size=12))
    words = draw(st.lists(WORD, min_size=12, max_size=36))

    def some(least: int, most: int) -> str:
        begin, count = draw(st.integers(0, len(words) - 1)), draw(st.integers(least, most))
        return " ".join((words[begin:] + words)[:count])

    steps = (
        replace(step(n, lane), role=some(1, 12), do=some(1, 12), hand_over=some(0, 24), risk_of_gap=some(0, 24))
        for n, lane in enumerate(lanes, 1)
    )
    return Situation("one", some(1, 12), some(0, 24), tuple(steps), (), ())


DAYS = st.none() | st.integers(-200, 90)
ACTIONS = st.builds(
    lambda first, last, duty, basis, who, action, when, seen: Action(
        when, "day-0", first, last, basis, action, who, duty, (SOURCE,), seen, "", "the day"
    ),
    DAYS, DAYS, st.sampled_from(DUTIES), st.sampled_from(("rule", "planning", "")), NAME, NAME, NAME,
    st.sampled_from(("seen", "derived")),
)  # fmt: skip


def transition(actions: Iterable[Action]) -> Transition:
    return Transition("one", "Leaving", "who", "day of release", "", (), tuple(actions), Claim("x"), (), (), (), ())


def meet(a: Rect, b: Rect) -> bool:
    across = min(a.right, b.right) - max(a.x, b.x)
    return across > ALMOST and min(a.bottom, b.bottom) - max(a.y, b.y) > ALMOST


def holds(outer: Rect, inner: Rect) -> bool:
    return (
        inner.x >= outer.x - ALMOST
        and inner.y >= outer.y - ALMOST
        and inner.right <= outer.right + ALMOST
        and inner.bottom <= outer.bottom + ALMOST
    )


def of_line(line: Line) -> Rect:
    return Rect(line.x, line.y, line.width, LINE)


def strokes(arrow: Arrow) -> list[Rect]:
    """The straight parts of an arrow."""
    return [
        Rect(min(x, to_x), min(y, to_y), max(abs(x - to_x), 1e-3), max(abs(y - to_y), 1e-3))
        for (x, y), (to_x, to_y) in itertools.pairwise(arrow.points)
    ]


def words(lines: Iterable[Line]) -> str:
    """All letters, without the spaces at which lines may end."""
    return "".join(line.text for line in lines).replace(" ", "")


def check(drawing: Drawing) -> None:
    """Nothing overlaps, all is on the sheet, and each text is in its own part."""
    parts = [
        *(box.rect for box in drawing.boxes),
        *(note.rect for note in drawing.notes),
        *(mark.rect for mark in drawing.marks),
        *(lane.heading for lane in drawing.lanes),
        *map(of_line, drawing.around),
    ]
    assert not any(meet(a, b) for a, b in itertools.combinations(parts, 2))
    sheet = Rect(0, 0, drawing.width, drawing.height)
    assert all(holds(sheet, part) for part in parts)
    for arrow in drawing.arrows:
        through = [*(box.rect for box in drawing.boxes), *(note.rect for note in drawing.notes)]
        assert not any(meet(stroke, rect) for stroke in strokes(arrow) for rect in through)
        assert all(holds(sheet, stroke) for stroke in strokes(arrow))
    for rect, lines in (
        *((box.rect, box.lines) for box in drawing.boxes),
        *((note.rect, note.lines) for note in drawing.notes),
        *((mark.rect, mark.lines) for mark in drawing.marks),
        *((lane.heading, lane.lines) for lane in drawing.lanes),
    ):
        assert all(holds(rect, of_line(line)) for line in lines)
        assert not any(meet(of_line(a), of_line(b)) for a, b in itertools.combinations(lines, 2))
    for box in drawing.boxes:
        assert not any(meet(box.badge, of_line(line)) for line in drawing.lines())
    for sign in [*(arrow.sign for arrow in drawing.arrows), *(note.sign for note in drawing.notes)]:
        assert sign is None or not any(meet(sign, of_line(line)) for line in drawing.lines())


@given(situation=situations(), width=WIDTH, paper=st.booleans())
def test_a_situation_of_any_text_lanes_and_width_has_no_overlaps_and_cuts_nothing(
    situation: Situation, width: float, *, paper: bool
) -> None:
    drawing = draw_situation(situation, width, LETTERS, paper=paper)
    check(drawing)
    assert [box.n for box in drawing.boxes] == [step.n for step in situation.steps]
    for box, one in zip(drawing.boxes, situation.steps, strict=True):
        named = "" if drawing.lanes else LABELS[one.lane]
        assert words(box.lines) == f"{named}{one.role}{one.do}".replace(" ", "")
        notes = [note for note in drawing.notes if note.n == one.n]
        said = f"{one.hand_over and f'Hand over: {one.hand_over}'}{one.risk_of_gap and f'Gap: {one.risk_of_gap}'}"
        assert words(line for note in notes for line in note.lines) == said.replace(" ", "")
    assert [(arrow.start, arrow.end) for arrow in drawing.arrows] == [
        (n, n + 1) for n in range(1, len(situation.steps))
    ]
    assert all(below.rect.y > box.rect.bottom for box, below in itertools.pairwise(drawing.boxes))


@given(situations(), st.floats(900, 2400))
def test_only_lanes_with_steps_are_drawn_and_each_step_is_in_its_own(situation: Situation, width: float) -> None:
    drawing = draw_situation(situation, width, LETTERS)
    used = [lane for lane in LANES if any(step.lane == lane for step in situation.steps)]
    assert [lane.code for lane in drawing.lanes] == (used if len(used) > 1 else [])
    for box in drawing.boxes if drawing.lanes else ():
        lane = next(lane for lane in drawing.lanes if lane.code == box.lane)
        assert holds(lane.rect, box.rect)


@given(situations(), WIDTH)
def test_an_arrow_goes_from_box_to_box_and_a_gap_has_its_sign(situation: Situation, width: float) -> None:
    drawing = draw_situation(situation, width, LETTERS)
    boxes = {box.n: box.rect for box in drawing.boxes}
    for arrow in drawing.arrows:
        (x, y), (to_x, to_y) = arrow.points[0], arrow.points[-1]
        start, end = boxes[arrow.start], boxes[arrow.end]
        assert (y, to_y) == (start.bottom, end.y)
        assert start.x < x < start.right
        assert end.x < to_x < end.right
    signs = {note.n for note in drawing.notes if note.sign}
    assert signs == {step.n for step in situation.steps if step.risk_of_gap.strip()}


@given(
    actions=st.lists(ACTIONS, min_size=1, max_size=18),
    width=WIDTH,
    ahead=st.integers(-60, 60),
    paper=st.booleans(),
)
def test_a_timeline_has_no_overlaps_cuts_nothing_and_goes_down_in_order(
    actions: list[Action], width: float, ahead: int, *, paper: bool
) -> None:
    dated = timeline(transition(actions), TODAY + timedelta(ahead), TODAY)
    drawing = draw_timeline(dated, width, LETTERS, paper=paper)
    check(drawing)
    assert [box.n for box in drawing.boxes] == [one.number for one in dated.dated]
    for box, one in zip(drawing.boxes, dated.dated, strict=True):
        assert words(box.lines).startswith(one.action.who.replace(" ", ""))
        assert one.action.action.replace(" ", "") in words(box.lines)
        assert box.kind == one.action.duty
        assert one.action.caution.replace(" ", "") in words(box.lines)
    tops = [box.rect.y for box in drawing.boxes]
    assert tops == sorted(tops)
    assert len(drawing.marks) == (1 if ahead == 0 else 2)
    first, last = words(drawing.marks[0].lines), words(drawing.marks[-1].lines)
    assert first.startswith("Day0" if ahead < 0 else "Today")
    assert "Today" in (last if ahead <= 0 else first)
    for mark in drawing.marks:
        day = dated.day if "Day0" in words(mark.lines) else dated.today
        for box, one in zip(drawing.boxes, dated.dated, strict=True):
            assert one.on is None or (one.on < day) == (box.rect.y < mark.rect.y)


def test_today_and_day_0_stand_between_what_is_before_and_after_them() -> None:
    actions = [
        Action("", "day-0", day, day, "", "Do it", "Somebody", "guidance", (), "seen", "", "")
        for day in (-20, -3, 0, 4)
    ]
    drawing = draw_timeline(timeline(transition(actions), TODAY + timedelta(10), TODAY), 900, LETTERS)
    today, zero = drawing.marks
    first, second, third, _ = drawing.boxes
    assert first.rect.bottom < today.rect.y < second.rect.y
    assert second.rect.bottom < zero.rect.y < third.rect.y
    assert words(today.lines).startswith("Today:")
    assert words(zero.lines).startswith("Day0,dayofrelease:")


def test_what_has_no_date_yet_stands_below_today() -> None:
    days = (-20, None, 0)
    actions = [Action("Later", "day-0", day, day, "", "Do it", "Me", "guidance", (), "seen", "", "") for day in days]
    drawing = draw_timeline(timeline(transition(actions), TODAY + timedelta(10), TODAY), 900, LETTERS)
    today, zero = drawing.marks
    tops = [box.rect.y for box in drawing.boxes]
    assert sorted([*tops, today.rect.y, zero.rect.y]) == [tops[0], today.rect.y, tops[1], zero.rect.y, tops[2]]


def test_days_are_short_but_for_another_year() -> None:
    action = Action("", "day-0", 0, 60, "rule", "Do it", "Somebody", "statutory", (), "seen", "", "")
    drawing = draw_timeline(timeline(transition([action]), date(2026, 12, 4), TODAY), 2000, LETTERS)
    says = [line.text for line in drawing.notes[0].lines]
    assert " ".join(says).startswith("Fri 4 December to Tue 2 February 2027")
    assert any(line.text == "Legal duty, days set by a rule" for line in drawing.boxes[0].lines)


def test_what_is_overdue_has_a_sign_and_says_so() -> None:
    action = Action("", "day-0", -9, -9, "", "Do it", "Somebody", "guidance", (), "seen", "", "")
    (note,) = draw_timeline(timeline(transition([action]), TODAY, TODAY), 900, LETTERS).notes
    assert note.sign
    assert "Overdue" in " ".join(line.text for line in note.lines)


def test_a_name_says_all_of_a_box() -> None:
    (box,) = draw_situation(Situation("a", "A", "", (step(1, "housing"),), (), ()), 900, LETTERS).boxes
    assert box.name == "Step 1, housing: Role. Do this. Hand over: This. Gap: Gap."


def drawings(width: float, *, paper: bool) -> Iterable[Drawing]:
    yield from (draw_situation(one, width, LETTERS, paper=paper) for one in read_situations())
    for one in read_transitions():
        yield draw_timeline(timeline(one, date(2026, 12, 4), TODAY), width, LETTERS, paper=paper)


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("width", [300, 620, 1000, 1600])
def test_everything_shipped_has_no_overlaps(width: float, *, paper: bool) -> None:
    for drawing in drawings(width, paper=paper):
        check(drawing)


def test_on_paper_are_its_name_and_its_sources() -> None:
    for one in read_situations():
        around = words(draw_situation(one, 900, LETTERS, paper=True).around)
        assert all(text.replace(" ", "") in around for text in (one.name, one.starting, "Sources:"))
        assert all(source.says.replace(" ", "") in around for source in one.sources)


@given(situations(), st.floats(300, 1200), st.floats(0.7, 2))
def test_a_page_holds_the_whole_drawing(situation: Situation, width: float, ratio: float) -> None:
    drawing, scale = fit_page(lambda wide: draw_situation(situation, wide, LETTERS), width, width * ratio)
    assert 0 < scale <= 1
    assert drawing.width * scale <= width * (1 + ALMOST)
    assert drawing.height * scale <= width * ratio * (1 + ALMOST)


def test_what_fits_a_page_as_it_is_is_not_made_smaller() -> None:
    situation = Situation("a", "A", "", (step(1, "housing"), step(2, "other")), (), ())
    drawing, scale = fit_page(lambda wide: draw_situation(situation, wide, LETTERS), 800, 1100)
    assert (drawing.width, scale) == (800, 1)


# Files ----------------------------------------------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script> & <b>bold</b> "quoted" \x00 \ud800 \u202e'


def texts(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - we wrote it
    return [one.text or "" for one in root.iter(f"{SVG}text")]


@given(situations())
def test_a_file_holds_every_line_as_it_is(situation: Situation) -> None:
    drawing = draw_situation(situation, 900, LETTERS, paper=True)
    numbers = [str(box.n) for box in drawing.boxes]
    assert sorted(texts(to_svg(drawing))) == sorted([*(line.text for line in drawing.lines()), *numbers])


def test_text_in_a_file_is_never_mark_up() -> None:
    hostile = replace(step(1, "housing"), role=HOSTILE, do=HOSTILE, hand_over=HOSTILE, risk_of_gap=HOSTILE)
    steps = (hostile, step(2, "other"))
    svg = to_svg(draw_situation(Situation("a", HOSTILE, HOSTILE, steps, (), ()), 900, LETTERS, paper=True))
    root = ET.fromstring(svg.encode())  # noqa: S314 - we wrote it
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg", "title", "g", "rect", "text", "polyline", "polygon",
    }  # fmt: skip
    assert "<b>bold</b>" in " ".join(texts(svg))


def test_a_file_that_cannot_be_written_says_so_and_leaves_what_was_there(tmp_path: Path) -> None:
    with pytest.raises(NavigatorError, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "a.svg", b"x")
    with pytest.raises(NavigatorError, match="not the name of a file"):
        write_whole(tmp_path, b"x")
    assert list(tmp_path.iterdir()) == []
    write_whole(tmp_path / "a.svg", b"old")
    write_whole(tmp_path / "a.svg", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.svg", b"new")]
