from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from navigator.listings.checks.due import Due
from navigator.listings.checks.hour import Hour, fill
from navigator.listings.checks.intervals import Minutes

COSTS = Minutes(first=6, further=3, no_number=5)


def due(number: int, value: float, phone: str = "", organization: str = "Harbour") -> Due:
    return Due(number, f"s{number}", f"S {number}", organization, phone, "other", "", value, ("never checked",))


@st.composite
def dues(draw: st.DrawFn, phones: Sequence[str] = ("", "020 7946 0000", "02079460000", "111", "999")) -> list[Due]:
    rows = draw(st.lists(st.tuples(st.integers(1, 40), st.sampled_from(phones), st.sampled_from("AB")), max_size=12))
    return [due(at, value, phone, owner) for at, (value, phone, owner) in enumerate(rows)]


@given(dues(), st.integers(0, 90))
def test_it_fits_and_each_service_is_there_once(listed: list[Due], minutes: int) -> None:
    hour = fill(listed, minutes, COSTS)
    ids = [one.id for call in hour.calls for one in call.services]
    assert sum(call.minutes for call in hour.calls) == hour.minutes == minutes - hour.spare <= minutes
    assert len(set(ids)) == len(ids) == len(listed) - hour.left
    assert set(ids) <= {one.id for one in listed}


@given(dues(), st.integers(0, 90))
def test_one_number_is_rung_once_and_within_a_call_the_worst_comes_first(listed: list[Due], minutes: int) -> None:
    hour = fill(listed, minutes, COSTS)
    numbers = [call.number.replace(" ", "") for call in hour.calls if call.number]
    assert len(set(numbers)) == len(numbers)
    for call in hour.calls:
        values = [one.value for one in call.services]
        assert values == sorted(values, reverse=True)


@given(dues(), st.integers(0, 90))
def test_nothing_more_would_fit(listed: list[Due], minutes: int) -> None:
    hour = fill(listed, minutes, COSTS)
    assert not hour.left or hour.spare < COSTS.first
    assert not (hour.left and hour.calls and {one.number for one in listed} == {"111"}) or hour.spare < COSTS.further


@given(st.lists(st.integers(1, 40), max_size=15), st.integers(0, 60))
def test_of_the_same_cost_the_worse_is_never_left_for_the_lesser(values: list[int], minutes: int) -> None:
    listed = [due(at, value, f"020 7946 {at:04}") for at, value in enumerate(values)]
    taken = [one.value for call in fill(listed, minutes, COSTS).calls for one in call.services]
    assert taken == sorted(values, reverse=True)[: minutes // COSTS.first]


@given(dues(), st.integers(0, 90))
def test_no_single_call_is_worth_less_than_one_left_out_that_takes_as_long(listed: list[Due], minutes: int) -> None:
    hour = fill(listed, minutes, COSTS)
    rung = {call.number.replace(" ", "") for call in hour.calls}
    out = [one for one in listed if one.number and one.number.replace(" ", "") not in rung]
    for call in hour.calls:
        if call.number and len(call.services) == 1:
            assert all(one.value <= call.value for one in out)


def test_one_call_covers_the_services_of_an_organisation() -> None:
    listed = [
        due(1, 9, "020 7946 0000"), due(2, 1, "020 7946 0000"), due(3, 1), due(4, 5, "111", "Quay"),
        due(5, 4, "", "Sea"),
    ]  # fmt: skip
    hour: Hour = fill(listed, 60, COSTS)
    assert [call.says for call in hour.calls] == [
        "020 7946 0000, Harbour: 3 services, about 12 minutes",
        "111, Quay: 1 service, about 6 minutes",
        "Sea (no number: write, or read its website): 1 service, about 5 minutes",
    ]
    assert (hour.minutes, hour.spare, hour.left) == (23, 37, 0)
