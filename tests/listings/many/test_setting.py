"""One setting for many listings is read as for one, but that rows are not counted."""

from typing import Any

import pytest

from navigator.errors import UsageError
from navigator.listings.form.reference import Reference
from navigator.listings.many.field_change import FieldChange
from navigator.listings.many.setting import field_change


@pytest.mark.parametrize(
    ("setting", "was", "change"),
    [
        ("how_to_refer= Ring = best ", None, FieldChange("how_to_refer", "set", "Ring = best")),
        ("how_to_refer=", None, FieldChange("how_to_refer", "set", None)),
        ("open_access=yes", None, FieldChange("open_access", "set", value=True)),
        ("hours.note=By phone", None, FieldChange("hours.note", "set", "By phone")),
        ("areas=Lambeth, Southwark", None, FieldChange("areas", "set", ["Lambeth", "Southwark"])),
        ("areas+=Lambeth", None, FieldChange("areas", "add", "Lambeth")),
        ("phones-=116 123", None, FieldChange("phones", "remove", {"number": "116 123"})),
        ("phones.number=2", "1", FieldChange("phones.number", "replace", "1", "2")),
        ("areas=Lambeth", "Southwark", FieldChange("areas", "replace", "Southwark", "Lambeth")),
        ("phones=2", "1", FieldChange("phones", "replace", {"number": "1"}, {"number": "2"})),
        ("organization_name=Harbour", None, FieldChange("organization_name", "set", "Harbour")),
    ],
)
def test_a_setting_is_a_change_of_each(setting: str, was: str | None, change: Any, reference: Reference) -> None:
    assert field_change(setting, was, reference) == change


def test_a_rule_is_written_as_for_one_listing(reference: Reference) -> None:
    change = field_change("eligibility+=requires hard age 18-; source 1", None, reference)
    assert (change.how, change.value["facet"], change.value["min"]) == ("add", "age", 18)


@pytest.mark.parametrize(
    ("setting", "was", "says"),
    [
        ("areas", None, "sets nothing"),
        ("nme=X", None, "Did you mean name?"),
        ("phones.1.number=1", None, "phones.number is that of each"),
        ("areas+=Lambeth, Southwark", None, "must name one thing"),
        ("areas+=Lambeth", "Southwark", "--was goes with FIELD=VALUE"),
        ("id=x", None, "never changes"),
    ],
)
def test_what_cannot_be_read_is_told(setting: str, was: str | None, says: str, reference: Reference) -> None:
    with pytest.raises(UsageError, match=says):
        field_change(setting, was, reference)
