from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.listings.twins.apart import apart_pairs, forget_apart, note_apart
from navigator.resources import resource

ONE, OTHER = "gstt-accs-1", "gstt-accs-2"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data", resource("services.sqlite"), busy_timeout_s=0)


def noted(store: Store) -> frozenset[tuple[str, str]]:
    with closing(store.connect()) as connection:
        return apart_pairs(connection)


def test_two_services_are_remembered_in_whatever_order_they_are_named_and_taken_back(store: Store) -> None:
    assert not noted(store)
    assert note_apart(store, OTHER, ONE, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    assert not note_apart(store, ONE, OTHER)
    assert noted(store) == {(ONE, OTHER)}
    assert forget_apart(store, OTHER, ONE)
    assert not forget_apart(store, OTHER, ONE)
    assert not noted(store)


@pytest.mark.parametrize("pair", [(ONE, ONE), (ONE, "nobody"), ("nobody", ONE)])
def test_only_two_listings_that_are_there_can_be_told_apart(store: Store, pair: tuple[str, str]) -> None:
    with pytest.raises(NavigatorError):
        note_apart(store, *pair)
    assert not noted(store)
