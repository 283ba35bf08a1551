"""A listing's text is checked before anything is written: what is out of form is told by file and field."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory.form import (
    ListingForm,
    _checked,
    check_codes,
    check_kinds,
    read_listing,
    read_listings,
    read_organizations,
)
from navigator.errors import NavigatorError

MakeListing: TypeAlias = Callable[..., ListingForm]

TOP = """id = "night-stop"
name = "Night Stop"
organization = "Harbour"
status = "active"
description = "A warm place at night."
needs = ["homelessness"]
service_types = ["winter-shelter"]
"""
SOURCES = """[[sources]]
number = 1
title = "Night Stop"
"""


def _file(folder: Path, top: str = "", tables: str = "", *, of: str = TOP + "{}" + SOURCES) -> Path:
    """A listing's file with lines added before and after its first table."""
    path = folder / "night-stop.toml"
    path.write_text(of.format(top) + tables, encoding="utf-8", newline="\n")
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(NavigatorError) as caught:
        read_listing(path)
    said = str(caught.value)
    assert said.startswith(f"{path.name}")
    assert said.endswith(".")
    assert not said.endswith("..")
    return said


def test_the_least_listing_is_read(tmp_path: Path) -> None:
    form = read_listing(_file(tmp_path))
    assert form.id == "night-stop"
    assert form.dual_diagnosis.stance == "not-stated"
    assert form.hours.opening_hours is None
    assert form.cost is None


RULE = '[[eligibility]]\nfacet = "age"\nrule = "requires"\nstrength = "hard"\nsource = 1\n'
PLACE = '[[locations]]\ncity = "London"\n'


@pytest.mark.parametrize(
    ("top", "tables", "says"),
    [
        ('colour = "red"\n', "", "colour: the form has no such field."),
        ("", '[flexibility]\ndrop = "yes"\n', "flexibility.drop: the form has no such field."),
        ("cost = 3\n", "", "cost: Input should be 'free', 'charged' or 'mixed'."),
        ('cost = "cheap"\n', "", "cost: Input should be 'free', 'charged' or 'mixed'."),
        ('url = ""\n', "", "url: it is empty."),
        ('url = "  "\n', "", "url: it is empty."),
        ("url = 3\n", "", "url: a text is needed."),
        ('areas = "Lambeth"\n', "", "areas: a list is needed."),
        ('areas = ["Lambeth", 3]\n', "", "areas.2: a text is needed."),
        ('areas = ["' + "x" * 201 + '"]\n', "", "areas.1: String should have at most 200 characters."),
        ("hours = 9\n", "", "hours: a table is needed."),
        ('email = "a\\u0000b"\n', "", "email: it holds a control character."),
        ('email = "a\\u001b[2Jb"\n', "", "email: it holds a control character."),
        ('approaches = ["peer led"]\n', "", "approaches.1: only small letters, digits and single hyphens"),
        ('open_access = "perhaps"\n', "", "open_access: "),
        ("", "[hours]\nsource = 2\n", "as a whole: hours names source 2, which is not among its sources."),
        ("", '[dual_diagnosis]\nstance = "accepts"\nsource = 3\n', "dual_diagnosis names source 3"),
        ('links = [{ to = "a", kind = "refers-to", source = 9 }]\n', "", "links.1 names source 9"),
        ("", RULE + 'note = "x"\n' + RULE.replace("= 1", "= 7") + 'note = "x"\n', "eligibility.2 names source 7"),
        ("", SOURCES, "as a whole: two sources have the same number."),
        ("", '[[sources]]\nnumber = 0\ntitle = "x"\n', "sources.2.number: "),
        ("", '[[sources]]\nnumber = 100000000000000000000\ntitle = "x"\n', "sources.2.number: "),
        ("", "[[sources]]\nnumber = 2\n", "sources.2.title: it is missing."),
        (
            "",
            '[[sources]]\nnumber = 2\ntitle = "x"\npage_date = "June"\n',
            "is not a date: write it as 2024, 2024-06 or 2024-06-30.",
        ),
        (
            "",
            '[[sources]]\nnumber = 2\ntitle = "x"\npage_date = "2024-6"\n',
            "is not a date: write it as 2024, 2024-06 or 2024-06-30.",
        ),
        (
            "",
            '[[sources]]\nnumber = 2\ntitle = "x"\npage_date = "2023-02-29"\n',
            "“2023-02-29” is not a date",
        ),
        ("", '[[sources]]\nnumber = 2\ntitle = "x"\npage_date = "2023-13"\n', "“2023-13” is not a date"),
        (
            "",
            '[[sources]]\nnumber = 2\ntitle = "x"\npage_date = "٢٠٢٤"\n',
            "is not a date: write it as 2024, 2024-06 or 2024-06-30.",
        ),
        (
            "",
            '[[sources]]\nnumber = 2\ntitle = "x"\npage_date = 2024-06-01\n',
            "sources.2.page_date: a text is needed.",
        ),
        ("", RULE + "min = 30\nmax = 18\n", "eligibility.1: the lowest age (30) is above the highest (18)."),
        ("", RULE + "min = -1\n", "eligibility.1.min: "),
        ("", RULE + "max = 121\n", "eligibility.1.max: "),
        ("", RULE, "eligibility.1: a rule needs values, an age or a note."),
        ("", RULE.replace("hard", "firm") + "min = 18\n", "eligibility.1.strength: Input should be 'hard'"),
        ("", RULE.replace("requires", "likes") + "min = 18\n", "eligibility.1.rule: Input should be 'requires'"),
        (
            "",
            PLACE + 'confidential = true\naddress_1 = "1 Quay St"\n',
            "locations.1: a confidential place must have no",
        ),
        (
            "",
            PLACE + 'confidential = true\npostal_code = "SE5 8AZ"\n',
            "locations.1: a confidential place must have no",
        ),
        (
            "",
            PLACE + "confidential = true\nlatitude = 0.0\nlongitude = 0.0\n",
            "locations.1: a confidential place must",
        ),
        ("", PLACE + "latitude = 51.5\n", "locations.1: a latitude and a longitude go together."),
        ("", PLACE + "latitude = 95.0\nlongitude = 0.0\n", "locations.1.latitude: "),
        ("", PLACE + "latitude = 51.5\nlongitude = nan\n", "locations.1.longitude: "),
    ],
)
def test_each_slip_is_told_by_file_and_field(top: str, tables: str, says: str, tmp_path: Path) -> None:
    assert says in _refusal(_file(tmp_path, top, tables))


@pytest.mark.parametrize("field", ["id", "name", "organization", "status", "description", "needs", "service_types"])
def test_what_every_listing_has_is_asked_for(field: str, tmp_path: Path) -> None:
    lines = "\n".join(line for line in TOP.splitlines() if not line.startswith(field))
    assert _refusal(_file(tmp_path, of=lines + "\n{}" + SOURCES)) == f"night-stop.toml, {field}: it is missing."


def test_a_listing_without_a_source_is_refused(tmp_path: Path) -> None:
    assert _refusal(_file(tmp_path, of=TOP + "{}")).startswith("night-stop.toml, sources: ")


@pytest.mark.parametrize("listing_id", ["Night-Stop", "night stop", "night--stop", "-night", "../night", "", "n" * 81])
def test_an_id_is_a_slug(listing_id: str, tmp_path: Path) -> None:
    path = _file(tmp_path, of=TOP.replace('"night-stop"', f'"{listing_id}"') + "{}" + SOURCES)
    assert _refusal(path).startswith("night-stop.toml, id: ")


@pytest.mark.parametrize(
    "content",
    [
        b"id = ",
        b"id = 'a'\nid = 'b'",
        b"\xff\xfe",
        "name = 'Caf\u00e9'".encode("latin-1"),
        b"name = 'a\x00b'",
        b"\x00" * 100,
        b"a = " + b"[" * 50_000,
    ],
)
def test_a_file_that_is_no_toml_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    assert _refusal(path).startswith("odd.toml is not readable as TOML: ")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "gone.toml") == "gone.toml cannot be read: No such file or directory."


def test_white_space_around_a_text_is_not_part_of_it(tmp_path: Path) -> None:
    assert read_listing(_file(tmp_path, 'how_to_refer = "  Ring.\\n"\n')).how_to_refer == "Ring."


def test_lines_and_tabs_within_a_text_are_kept(tmp_path: Path) -> None:
    assert read_listing(_file(tmp_path, 'how_to_refer = "Ring,\\n\\tor come."\n')).how_to_refer == "Ring,\n\tor come."


@pytest.mark.parametrize("page_date", ["2019", "2024-06", "2024-02-29"])
def test_a_page_may_be_dated_as_exactly_as_it_was(page_date: str, tmp_path: Path) -> None:
    form = read_listing(_file(tmp_path, tables=f'page_date = "{page_date}"\n'))
    assert form.sources[0].page_date == page_date


def test_a_confidential_place_may_name_its_town(tmp_path: Path) -> None:
    form = read_listing(_file(tmp_path, tables=PLACE + 'name = "Refuge"\nconfidential = true\n'))
    assert (form.locations[0].city, form.locations[0].confidential) == ("London", True)


def test_a_file_is_named_after_its_listing(tmp_path: Path) -> None:
    _file(tmp_path).rename(tmp_path / "other.toml")
    with pytest.raises(NavigatorError, match=r"^other\.toml, id: .*'night-stop', so name the file night-stop\.toml\.$"):
        read_listings(tmp_path)


def test_listings_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    for name in ("b-2", "a", "b"):
        path = _file(tmp_path, of=TOP.replace("night-stop", name) + "{}" + SOURCES)
        path.rename(tmp_path / f"{name}.toml")
    (tmp_path / "notes.txt").write_text("not a listing")
    assert [form.id for form in read_listings(tmp_path)] == ["a", "b", "b-2"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NavigatorError, match="no folder of listings"):
        read_listings(tmp_path / "gone")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('[[organization]]\nname = "A"\n', r"^organizations\.toml, organization\.1\.kind: it is missing\.$"),
        ('[[organisation]]\nname = "A"\n', r"^organizations\.toml, organisation: the form has no such field\.$"),
        ("organization = 3\n", r"^organizations\.toml, organization: a list is needed\.$"),
        ('[[organization]]\nname = "A"\nkind = "nhs"\n' * 2, "'A' is there twice"),
    ],
)
def test_a_slip_in_the_organizations_is_told(content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "organizations.toml").write_text(content)
    with pytest.raises(NavigatorError, match=says):
        read_organizations(tmp_path / "organizations.toml")


def test_an_organization_of_an_unknown_kind_is_told(tmp_path: Path) -> None:
    path = tmp_path / "organizations.toml"
    path.write_text('[[organization]]\nname = "A"\nkind = "guild"\n')
    forms = read_organizations(path)
    check_kinds(forms, {"organization-kind": {"guild"}})
    with pytest.raises(NavigatorError, match=r"^organizations\.toml, A: 'guild' is not a known kind\. Known: nhs\.$"):
        check_kinds(forms, {"organization-kind": {"nhs"}})


@pytest.mark.parametrize(
    ("facts", "field", "taxonomy", "code"),
    [
        ({"needs": ["homelessness", "hats"]}, "needs", "need", "hats"),
        ({"service_types": ["hats"]}, "service_types", "type", "hats"),
        ({"delivery": ["hats"]}, "delivery", "delivery", "hats"),
        ({"referral_routes": ["hats"]}, "referral_routes", "route", "hats"),
        ({"approaches": ["hats"]}, "approaches", "approach", "hats"),
        ({"transitions": ["hats"]}, "transitions", "transition", "hats"),
        ({"areas": ["Lambeth", "Lambeht"]}, "areas", "area", "Lambeht"),
        ({"dual_diagnosis": {"stance": "hats"}}, "dual_diagnosis.stance", "stance", "hats"),
        ({"locations": [{}, {"accessibility": ["hats"]}]}, "locations.2.accessibility", "accessibility", "hats"),
        ({"links": [{"to": "a", "kind": "hats"}]}, "links.1.kind", "link-kind", "hats"),
        ({"eligibility": [{"facet": "hats", "values": ["a"]}]}, "eligibility.1.facet", "facet", "hats"),
        ({"eligibility": [{"facet": "housing", "values": ["a"]}]}, "eligibility.1.values", "value.housing", "a"),
        ({"eligibility": [{"facet": "area", "values": ["Leeds"]}]}, "eligibility.1.values", "area", "Leeds"),
    ],
)
def test_an_unknown_code_is_told_with_those_that_are_known(
    facts: dict[str, Any], field: str, taxonomy: str, code: str, make_listing: MakeListing
) -> None:
    for rule in facts.get("eligibility", ()):
        rule.update(rule="requires", strength="hard", source=1)
    allowed = {
        "need": {"homelessness"},
        "type": {"winter-shelter"},
        "delivery": set(),
        "route": set(),
        "approach": set(),
        "transition": set(),
        "area": {"Lambeth"},
        "stance": {"not-stated"},
        "accessibility": set(),
        "link-kind": set(),
        "facet": {"housing", "area"},
        "value.housing": {"hostel"},
    }
    check_codes([make_listing()], allowed)
    with pytest.raises(NavigatorError) as caught:
        check_codes([make_listing(), make_listing(**facts)], allowed)
    known = ", ".join(sorted(allowed[taxonomy]))
    assert str(caught.value) == f"night-stop.toml, {field}: '{code}' is not a known {taxonomy}. Known: {known}."


def test_where_a_taxonomy_is_open_any_word_will_do(make_listing: MakeListing) -> None:
    rule = {"facet": "other", "rule": "requires", "strength": "hard", "values": ["anything"], "source": 1}
    check_codes([make_listing(eligibility=[rule])], {"facet": {"other"}})


@given(
    st.dictionaries(
        st.sampled_from(sorted(ListingForm.model_fields)) | st.text(max_size=5),
        st.text() | st.integers() | st.lists(st.text() | st.dictionaries(st.text(max_size=5), st.integers())),
    )
)
def test_whatever_a_file_says_is_read_or_refused_in_one_sentence(data: dict[str, Any]) -> None:
    with pytest.raises(NavigatorError, match=r"^x\.toml, [^\n]*\.$"):
        _checked(ListingForm, {key: value for key, value in data.items() if key != "sources"}, "x.toml")
