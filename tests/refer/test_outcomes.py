"""Counts that nothing under five can be read or worked out from, whatever is put beside whatever."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.refer.figures import STEP, Figure, quarter_before, quarter_in_words, quarter_of
from navigator.refer.outcomes import CHOICES, REASONS, Counts, Met, Quarter, What, met, to_csv

REFUSED = [What("refused", reason) for reason in REASONS]
PEOPLE = [What("taken-on"), What("waiting"), *REFUSED]
COUNTS = st.fixed_dictionaries({what: st.integers(0, 23) for what in PEOPLE})


def told(counts: Counts) -> Quarter:
    return Quarter.of("2026-Q4", counts)


def possible(figures: Quarter) -> dict[What, range]:
    """What each count may have been, by all that is told of a quarter: its figures, and the total of refusals."""

    def span(figure: Figure) -> range:
        return range(figure.fives * STEP, figure.fives * STEP + STEP)

    cells = {what: span(figures.reasons.get(what.detail, Figure(0))) for what in REFUSED}
    total = span(figures.refused)
    found = {What("taken-on"): span(figures.taken_on), What("waiting"): span(figures.waiting)}
    for what, own in cells.items():
        least = total[0] - sum(other[-1] for name, other in cells.items() if name != what)
        most = total[-1] - sum(other[0] for name, other in cells.items() if name != what)
        found[what] = range(max(own[0], least), min(own[-1], most) + 1)
    return found


@given(COUNTS)
def test_no_count_can_be_worked_out_from_all_that_is_told(counts: Counts) -> None:
    for what, span in possible(told(counts)).items():
        assert counts.get(what, 0) in span, "the working out is sound"
        assert len(span) > 1, what


@pytest.mark.parametrize("small", range(STEP))
def test_nor_where_every_reason_was_noted_as_often(small: int) -> None:
    counts = dict.fromkeys(REFUSED, small)
    assert all(len(span) > 1 for span in possible(told(counts)).values())


def test_the_number_of_reasons_is_one_for_which_that_holds() -> None:
    assert len(REASONS) % STEP, "with a multiple of five, a total of four each would tell them all"


@given(COUNTS, st.data())
def test_counts_under_five_change_nothing_that_is_told_but_through_a_total(counts: Counts, data: st.DataObject) -> None:
    other = {what: data.draw(st.integers(0, 4)) if count < STEP else count for what, count in counts.items()}
    one, two = told(counts), told(other)
    assert (one.taken_on, one.waiting, one.reasons) == (two.taken_on, two.waiting, two.reasons)
    if one.refused == two.refused:
        assert one == two
        assert one.says == two.says
        assert to_csv({"a": {"2026-Q4": counts}}, {}) == to_csv({"a": {"2026-Q4": other}}, {})


@given(st.integers(0, 10_000))
def test_a_figure_never_is_a_number_and_never_says_less_than_five(count: int) -> None:
    figure = Figure.of(count)
    assert str(figure) == ("fewer than 5" if count < STEP else f"{count - count % 5} to {count - count % 5 + 4}")
    assert figure == Figure.of(count - count % STEP), "it does not hold the number itself"


def test_two_looks_at_a_figure_differ_by_nothing_or_by_five() -> None:
    looks = [Figure.of(count).fives * STEP for count in range(40)]
    assert {after - before for before, after in pairwise(looks)} == {0, STEP}


def test_nothing_noted_looks_like_a_little() -> None:
    little: Mapping[What, int] = dict.fromkeys((What("taken-on"), What("waiting"), What("refused", "risk")), 4)
    assert met({"2026-Q4": little}) == met({}) == Met()
    assert to_csv({"a": {"2026-Q4": little}}, {}) == to_csv({}, {})


def test_that_somebody_was_taken_on_is_said_first_and_as_plainly() -> None:
    quarter = told({What("taken-on"): 12, What("waiting"): 3, What("refused", "drinking-or-using"): 7})
    assert quarter.when == "October to December 2026"
    assert quarter.says == (
        "Taken on: 10 to 14",
        "Waiting: fewer than 5",
        "Refused: 5 to 9, most often for drinking or using",
    )


def test_reasons_that_look_alike_are_named_together_and_small_ones_never() -> None:
    assert told({What("refused", "risk"): 6, What("refused", "area"): 8}).says[2] == (
        "Refused: 10 to 14, most often for area or local connection and risk"
    )
    assert told({What("refused", "risk"): 4, What("refused", "area"): 4}).says[2] == "Refused: 5 to 9"


def test_the_newest_quarters_come_first_and_what_is_wrong_has_no_figure() -> None:
    many = {What("taken-on"): 5, What("wrong", "phone"): 40}
    shown = met({"2025-Q4": many, "2026-Q1": many, "2026-Q2": many, "2026-Q3": many, "2026-Q4": many})
    assert [one.quarter for one in shown.quarters] == ["2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1"]
    assert shown.wrong_says == "Reported wrong: phone. Nobody has checked this yet."


def test_the_table_is_in_figures_and_no_cell_is_a_formula() -> None:
    counts = {What("taken-on"): 12, What("refused", "papers"): 6, What("refused", "risk"): 2, What("wrong", "phone"): 9}
    written = to_csv({"=a": {"2026-Q3": {What("waiting"): 1}, "2026-Q4": counts}}, {"=a": '=cmd|"/c"!A1'})
    header, *rows = csv.reader(io.StringIO(written.decode("utf-8-sig")))
    assert "fewer than 5" in header[-1]
    assert len(rows) == 3 + len(REASONS)
    assert rows[0] == ["'=a", '\'=cmd|"/c"!A1', "2026-Q4", "taken on", "", "10 to 14"]
    assert rows[2][3:] == ["refused", "all reasons", "5 to 9"]
    assert {row[4]: row[5] for row in rows[3:]} == {
        words: "5 to 9" if reason == "papers" else "fewer than 5" for reason, words in REASONS.items()
    }


def test_only_what_is_on_the_list_can_happen() -> None:
    every = [what for _, choices in CHOICES for what in choices]
    assert len(every) == len(set(every))
    assert [what.says for what in every[:3]] == ["taken on", "waiting", "refused because of drinking or using"]
    with pytest.raises(ValueError, match="not an outcome"):
        What("refused", "Janet, 34")
    with pytest.raises(ValueError, match="not an outcome"):
        What("taken-on", "phone")


@settings(max_examples=30)
@given(st.dates(date(1990, 1, 1)))
def test_a_quarter_is_three_months(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.startswith(str(day.year))
    assert quarter_of(date(day.year, 3 * int(quarter[-1]), 1)) == quarter
    assert quarter_before(quarter) < quarter
    assert quarter_in_words(quarter).endswith(str(day.year))


def test_the_quarter_before_january_is_in_the_year_before() -> None:
    assert quarter_before("2026-Q1") == "2025-Q4"
    assert quarter_before("2026-Q4") == "2026-Q3"
