"""The report on gaps counts what is there, names what is missing, and puts the worst first."""

import csv
import io
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from navigator.directory import Store
from navigator.directory.store import transaction
from navigator.errors import NavigatorError
from navigator.listings.gaps.gaps import FACTS, Gaps, Group, read_gaps
from navigator.listings.gaps.tables import save_csv, shares_to_csv, worst_to_csv
from tests.listings.small import listing, store_of

TODAY: Final = date(2026, 11, 23)
_RULE: Final = {"facet": "age", "rule": "requires", "strength": "hard", "min": 18, "source": 1}
_WHOLE: Final[Mapping[str, Any]] = {
    "phones": [{"number": "020 7946 0000"}],
    "hours": {"opening_hours": "Mo-Fr 09:00-17:00"},
    "eligibility": [_RULE],
    "dual_diagnosis": {"stance": "accepts"},
    "sources": [{"number": 1, "title": "Its page", "page_date": "2025"}],
    "areas": ["Lambeth"],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A whole listing, checked; a crisis service and another that lack much; one that is closed."""
    forms = [
        listing("whole", needs=["alcohol"], **_WHOLE),
        listing("no-crisis-line", "=Crisis", service_types=["crisis"], areas=["Lambeth"], organization="Pier"),
        listing("quay", needs=["money-and-benefits"], areas=["Camden"], open_access=True, sources=_dated("2024-11")),
        listing("gone", status="closed", areas=["Lambeth"], organization="Closed"),
    ]
    made = store_of(tmp_path_factory.mktemp("gaps"), forms)
    with transaction(made.shipped) as session:
        session.connection().exec_driver_sql(
            "INSERT INTO verification (service_key, checked_on, method, confirmed) "
            "SELECT key, '2026-11-01', 'phone', 'all' FROM service WHERE id = 'whole'"
        )
        session.connection().exec_driver_sql(
            "INSERT INTO verification (service_key, checked_on, method, confirmed) "
            "SELECT key, '2020-01-01', 'phone', 'all' FROM service WHERE id = 'quay'"
        )
    return made


def _dated(day: str) -> list[dict[str, Any]]:
    return [{"number": 1, "title": "Its page", "page_date": day}]


@pytest.fixture(scope="module")
def gaps(store: Store) -> Gaps:
    with closing(store.connect()) as connection:
        return read_gaps(connection, TODAY)


def _have(group: Group) -> dict[str, int]:
    return {share.fact: share.have for share in group.shares}


def _named(groups: tuple[Group, ...], name: str) -> Group:
    return next(group for group in groups if group.name == name)


def test_every_share_is_counted_without_what_is_closed(gaps: Gaps) -> None:
    assert gaps.everything.services == 3
    assert _have(gaps.everything) == {"phone": 1, "hours": 1, "rules": 2, "stance": 1, "check": 1, "source": 2}
    assert [share.fact for share in gaps.everything.shares] == list(FACTS)
    assert gaps.everything.shares[2].part == pytest.approx(2 / 3)


def test_shares_by_borough_need_and_organisation(gaps: Gaps) -> None:
    assert len(gaps.boroughs) == 33
    lambeth = _named(gaps.boroughs, "Lambeth")
    assert (lambeth.services, _have(lambeth)["phone"]) == (2, 1)
    empty = _named(gaps.boroughs, "Barnet")
    assert (empty.services, empty.shares[0].part, empty.missing) == (0, 1.0, 0)
    assert _named(gaps.needs, "Alcohol").services == 1
    assert [(group.name, group.services, group.missing) for group in gaps.organizations] == [
        ("Pier", 1, 6),
        ("Harbour", 2, 4),
    ]


def test_the_worst_listing_stands_first_with_what_it_lacks(gaps: Gaps) -> None:
    assert [gap.id for gap in gaps.worst] == ["no-crisis-line", "quay"]
    worst = gaps.worst[0]
    assert worst.missing == tuple(FACTS)
    assert worst.says.startswith("A crisis service without a phone number, hours, rules, ")
    assert gaps.worst[1].missing == ("phone", "hours", "stance", "check")
    assert worst.weight > gaps.worst[1].weight


def test_only_so_many_as_were_asked_for(store: Store) -> None:
    with closing(store.connect()) as connection:
        few = read_gaps(connection, TODAY, most=1)
    assert (len(few.worst), len(few.organizations)) == (1, 1)


def test_tables_hold_no_formula_and_can_be_read_again(gaps: Gaps, tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    save_csv(worst_to_csv(gaps), path)
    head, first, *_ = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    assert head[:2] == ["Listing", "Name"]
    assert first[:2] == ["no-crisis-line", "'=Crisis"]
    assert first[4:10] == ["missing"] * 6
    rows = list(csv.reader(io.StringIO(shares_to_csv(gaps), newline="")))
    assert rows[1] == ["All", "All listings", "3", "1", "1", "2", "1", "1", "2", "2026-11-23"]
    assert {row[0] for row in rows[1:]} == {"All", "Borough", "Need", "Organisation"}
    with pytest.raises(NavigatorError, match="cannot be written"):
        save_csv("", tmp_path / "nowhere" / "gaps.csv")
