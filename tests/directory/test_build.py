"""The shipped directory holds what its reviewed text builds, and that text holds every fact that was collected."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from navigator.directory import Listing, Store, read_listing
from navigator.directory import build as build_module
from navigator.directory.build import build, main
from navigator.directory.store import is_directory
from navigator.errors import NavigatorError
from navigator.resources import resource

COLLECTED = Path(__file__).resolve().parents[3] / "shared" / "data" / "listings"
SHIPPED = resource("services.sqlite")
needs_collected = pytest.mark.skipif(not COLLECTED.is_dir(), reason="the collected facts are not here")


def _rows(path: Path) -> dict[str, list[str]]:
    """The rows of every ordinary table: not the full-text index with its shadow tables, nor SQLite's statistics."""
    with closing(Store(path.parent / "none", path).connect()) as connection:
        names = connection.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        return {name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for (name,) in names.fetchall()}  # noqa: S608


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "services.sqlite"
    build(path, resource())
    return path


@pytest.fixture(scope="module")
def shipped() -> Iterator[sqlite3.Connection]:
    with closing(Store(SHIPPED.parent / "none", SHIPPED).connect()) as connection:
        yield connection


def test_the_committed_directory_holds_what_the_text_builds(built: Path) -> None:
    made, committed = _rows(built), _rows(SHIPPED)
    differing = {name for name in made.keys() | committed.keys() if made.get(name) != committed.get(name)}
    assert not differing, "run `python -m navigator.directory.build` and commit the result"
    assert len(made["service"]) == len(list(resource("listings").glob("*.toml")))


def test_a_table_that_differs_is_noticed(built: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.sqlite"
    changed.write_bytes(built.read_bytes())
    with closing(sqlite3.connect(changed)) as connection, connection:
        connection.execute("UPDATE phone SET number = '1' WHERE rowid = 1")
    assert _rows(changed)["phone"] != _rows(built)["phone"]


def test_building_twice_gives_the_same_rows(built: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.sqlite"
    build(again, resource())
    assert _rows(again) == _rows(built)
    assert [path.name for path in tmp_path.iterdir()] == ["again.sqlite"]


def test_the_order_in_which_a_folder_lists_its_files_does_not_matter(built: Path, tmp_path: Path) -> None:
    text = tmp_path / "text"
    copytree(resource(), text, ignore=lambda _, names: {*names} & {"listings", "services.sqlite"})
    (text / "listings").mkdir()
    for path in sorted(resource("listings").iterdir(), reverse=True):
        (text / "listings" / path.name).write_bytes(path.read_bytes())
    build(tmp_path / "other.sqlite", text)
    assert _rows(tmp_path / "other.sqlite") == _rows(built)


def test_a_built_directory_is_whole_and_fit_to_be_read_in_place(built: Path) -> None:
    with closing(sqlite3.connect(built)) as connection:
        assert is_directory(connection)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        ("listings/akt.toml", ('status = "active"', 'status = "open"'), "akt.toml, status"),
        ("listings/akt.toml", ("needs = [", 'needs = [\n    "hats",'), "akt.toml, needs: 'hats'"),
        ("listings/akt.toml", ('organization = "', 'organization = "The Late '), "akt, organization"),
        ("organizations.toml", ("[[organization]]", "[[organization]]\nsize = 3"), "organizations.toml, organization"),
        ("organizations.toml", ('kind = "', 'kind = "un'), "organizations.toml"),
        ("vocabulary.toml", ("\nlabel = ", "\nlable = "), "vocabulary.toml"),
        ("glossary.toml", ("\nexpansion = ", "\nexpanse = "), "glossary.toml"),
        ("geo/ATTRIBUTION.txt", None, "ATTRIBUTION.txt cannot be read"),
        ("english/words.txt", None, "words.txt cannot be read"),
        ("organizations.toml", None, "organizations.toml cannot be read"),
        ("listings", None, "no folder of listings"),
    ],
)
def test_text_out_of_form_leaves_the_old_directory_and_says_where(
    file: str, change: tuple[str, str] | None, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, target = tmp_path / "text", tmp_path / "out" / "services.sqlite"
    copytree(resource(), text, ignore=lambda _, names: {*names} & {"services.sqlite"})
    target.parent.mkdir()
    target.write_bytes(b"as it was")
    if change is None:
        (text / file).rename(tmp_path / "gone")
    else:
        content = (text / file).read_text(encoding="utf-8")
        assert change[0] in content
        (text / file).write_text(content.replace(*change, 1), encoding="utf-8")
    assert main(["--text", str(text), "--out", str(target)]) == 1
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1
    assert target.read_bytes() == b"as it was"
    assert list(target.parent.iterdir()) == [target]


def test_a_target_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NavigatorError, match="cannot be opened"):
        build(tmp_path / "nowhere" / "services.sqlite", resource())


def test_the_command_says_what_it_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path / "s.sqlite")]) == 0
    assert capsys.readouterr().out.endswith("s.sqlite: 158 listings\n")


def test_the_directory_says_when_it_was_compiled_and_whose_geography_it_shows(shipped: sqlite3.Connection) -> None:
    facts = dict(shipped.execute("SELECT name, value FROM directory_fact"))
    assert facts["compiled"] == build_module.COMPILED
    for owner in ("OS data", "Royal Mail data", "National Statistics data"):
        assert owner in facts["geography"]


def _collected() -> list[dict[str, Any]]:
    files = sorted(COLLECTED.glob("*.json"))
    return list(chain.from_iterable(json.loads(path.read_text(encoding="utf-8")) for path in files))


def _said(text: str | None) -> str | None:
    """A collected text, in which an empty one says nothing."""
    return (text or "").strip() or None


MENDED = {
    # Every other Saturday: the collected hours would read as every Saturday.
    ("afril-helping-hands-foodbank", "hours"): ('Sa 10:00-12:00 "alternate Saturdays"', "Alternate Saturdays"),
}
"""Facts whose text was put right, by listing and field; their sources stay."""
MENDED_FIELDS: dict[str, tuple[str, ...]] = {
    "999-club-gateway": ("eligibility",),
    "ace-of-clubs": ("areas",),
    "afril-advice-and-advocacy": ("how_to_refer", "locations", "eligibility"),
    "afril-helping-hands-foodbank": ("eligibility",),
    "akt": ("eligibility",),
    "alcoholics-anonymous-gb": ("eligibility",),
    "black-thrive-capsa": ("eligibility",),
    "cgl-lewisham-new-direction": ("eligibility",),
    "clean-break-members-programme": ("eligibility",),
    "crisis-skylight-croydon": ("eligibility",),
    "emmaus-south-lambeth": ("eligibility",),
    "equinox-aspinden-wood-centre": ("areas", "eligibility"),
    "gaia-centre-lambeth": ("eligibility",),
    "glass-door-homeless-charity": ("eligibility",),
    "groundswell-hhpa": ("eligibility",),
    "gstt-accs-1": ("eligibility",),
    "gstt-accs-2": ("eligibility",),
    "hestia-modern-slavery-response": ("eligibility",),
    "humankind-lewisham-primary-care-recovery": ("eligibility",),
    "kch-havens-camberwell": ("eligibility",),
    "khp-alcohol-care-team-kings": ("areas", "eligibility"),
    "khp-homeless-health-team": ("eligibility",),
    "lambeth-brixton-drug-alcohol-outreach": ("eligibility",),
    "lambeth-class": ("eligibility",),
    "lambeth-consortium-lorraine-hewitt-house": ("eligibility",),
    "lambeth-homelessness-duty-to-refer": ("how_to_refer", "eligibility", "sources"),
    "lambeth-living-well-centres": ("eligibility",),
    "lambeth-tree-house": ("eligibility",),
    "lambeth-vulnerable-adults-pathway": ("eligibility",),
    "latin-american-womens-aid": ("eligibility",),
    "lcm-webber-street": ("eligibility",),
    "lewisham-adult-social-care-gateway": ("eligibility",),
    "lewisham-council-housing-options": ("eligibility",),
    "lewisham-council-ship": ("description", "how_to_refer", "locations", "eligibility"),
    "lewisham-foodbank": ("eligibility",),
    "lewisham-marac": ("eligibility",),
    "lewisham-multilingual-advice-service": ("eligibility",),
    "look-ahead-crisis-step-down": ("eligibility",),
    "lrmn-lewisham-refugee-migrant-network": ("eligibility",),
    "maytree-respite-centre": ("eligibility", "stance"),
    "mens-advice-line": ("eligibility",),
    "mildmay-homeless-step-down": ("eligibility",),
    "mildmay-rebuild": ("eligibility",),
    "modern-slavery-helpline-unseen": ("open_access", "eligibility"),
    "mosaic-clubhouse": ("how_to_refer", "areas", "eligibility"),
    "mosaic-evening-sanctuary": ("eligibility",),
    "nacro-justice-housing-and-wellbeing": ("eligibility",),
    "narcotics-anonymous-uk": ("eligibility",),
    "nhs-111-mental-health-option": ("open_access", "eligibility"),
    "no-second-night-out-london": ("eligibility",),
    "norwood-brixton-foodbank": ("eligibility",),
    "pan-london-liaison-diversion": ("how_to_refer", "eligibility"),
    "paws-and-pause": ("eligibility",),
    "phoenix-futures-knatchbull-road": ("eligibility",),
    "phoenix-homeless-engagement-team": ("eligibility",),
    "praxis-migrant-advice": ("how_to_refer", "eligibility"),
    "reconnect-care-after-custody": ("eligibility",),
    "refuge-athena-lewisham": ("eligibility",),
    "refuge-national-domestic-abuse-helpline": ("open_access", "eligibility"),
    "riverside-street-buddies": ("eligibility",),
    "robes-project-night-shelter": ("eligibility",),
    "salvation-army-modern-slavery-helpline": ("eligibility",),
    "shelter-emergency-helpline": ("eligibility",),
    "shelter-from-the-storm": ("eligibility",),
    "shelter-star-partnership": ("eligibility",),
    "shout-85258": ("eligibility",),
    "slam-heather-close-rehabilitation": ("description", "eligibility"),
    "slam-lambeth-early-onset": ("eligibility",),
    "slam-lewisham-assessment-liaison": ("eligibility",),
    "slam-lewisham-camhs": ("eligibility",),
    "slam-lewisham-psychiatric-liaison": ("eligibility",),
    "slam-lewisham-talking-therapies": ("eligibility",),
    "slam-oasis": ("eligibility",),
    "slam-southwark-adult-mental-health": ("eligibility",),
    "slam-start-homeless-outreach": ("eligibility",),
    "slam-talking-therapies-southwark": ("eligibility",),
    "south-london-refugee-association": ("eligibility",),
    "south-london-womens-hubs-beth-centre": ("eligibility",),
    "southwark-adult-safeguarding": ("eligibility",),
    "southwark-foodbank": ("required_documents", "phones", "eligibility"),
    "southwark-housing-solutions": ("eligibility",),
    "southwark-law-centre-homeless-patients": ("areas", "eligibility"),
    "southwark-nrpf-team": ("eligibility",),
    "spires-streetlink": ("name", "alternate_names"),
    "st-giles-footsteps": ("eligibility",),
    "st-mungos-lewisham-spring-gardens": ("eligibility",),
    "stonewall-housing": ("how_to_refer", "locations"),
    "streatham-drop-in-asylum-seekers": ("eligibility",),
    "streetlink": ("eligibility",),
    "thames-reach-martha-jones-house": ("description",),
    "the-listening-place": ("how_to_refer", "locations"),
    "waterloo-foodbank": ("eligibility",),
    "womans-trust-counselling": ("eligibility",),
}
"""Fields that were read again beside the pages and put right, by listing; their sources stay."""


def _number(index: int | None) -> int | None:
    """A source's number: collected facts count them from 0, listings from 1."""
    return None if index is None else index + 1


def _expected(facts: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """What `read_listing` should give for a collected listing, as plain values, but for its organization's website."""
    plain = ("id", "name", "description", "status", "url", "email", "cost", "open_access", "anyone_may_apply")
    texts = ("how_to_refer", "cost_note", "interpreting")
    lists = ("alternate_names", "needs", "service_types", "areas", "delivery", "referral_routes", "approaches")
    more = ("transitions", "languages", "required_documents")
    place = ("name", "address_1", "city", "postal_code")
    bends = ("drop_in", "out_of_hours", "missed_appointments", "re_entry")
    return {
        **{field: facts[field] for field in plain},
        **{field: _said(facts[field]) for field in texts},
        **{field: tuple(facts[field]) for field in (*lists, *more)},
        "organization": (facts["organization"]["name"], facts["organization"]["kind"]),
        "phones": tuple({"number": phone["number"], "note": _said(phone["note"])} for phone in facts["phones"]),
        "locations": tuple(
            {
                **{field: _said(location[field]) for field in place},
                "latitude": location.get("latitude"),
                "longitude": location.get("longitude"),
                "confidential": location["confidential"],
                "accessibility": tuple(location["accessibility"]),
            }
            for location in facts["locations"]
        ),
        "hours": (facts["opening_hours"], _said(facts["opening_hours_note"])),
        "eligibility": tuple(
            {
                **{field: rule[field] for field in ("facet", "rule", "strength")},
                "values": tuple(rule.get("values", ())),
                "minimum": rule.get("min"),
                "maximum": rule.get("max"),
                "note": _said(rule["note"]),
                "source": _number(rule["source"]),
            }
            for rule in facts["eligibility"]
        ),
        "stance": {
            "stance": facts["dual_diagnosis"]["stance"],
            "note": _said(facts["dual_diagnosis"]["note"]),
            "source": _number(facts["dual_diagnosis"]["source"]),
        },
        "flexibility": {field: _said(facts["flexibility"][field]) for field in bends}
        | {field: _said(facts[field]) for field in ("time_limit", "wait_time")},
        "links": tuple(
            {
                "id": link["to"] if link["to"] in names else None,
                "name": names.get(link["to"], link["to"]),
                "kind": link["kind"],
                "source": _number(link["source"]),
            }
            for link in facts["links"]
        ),
        "verifications": (),
        "sources": tuple(
            {"number": number, "url": _said(source["url"]), "title": source["title"], "page_date": source["page_date"]}
            for number, source in enumerate(facts["sources"], 1)
        ),
    }


def _found(listing: Listing) -> dict[str, Any]:
    found = asdict(listing)
    del found["hours_date"]
    found["organization"] = (listing.organization.name, listing.organization.kind)
    found["hours"] = (listing.hours.opening_hours, listing.hours.note)
    return found


@needs_collected
def test_every_fact_of_every_collected_listing_is_carried_over(shipped: sqlite3.Connection) -> None:
    collected = _collected()
    names = dict(shipped.execute("SELECT id, name FROM service"))
    assert names.keys() == {facts["id"] for facts in collected}
    for facts in collected:
        listing = read_listing(shipped, facts["id"])
        assert listing is not None
        found = _found(listing)
        for field, value in _expected(facts, names).items():
            said = found.pop(field)
            if field in MENDED_FIELDS.get(facts["id"], ()):
                assert said != value, f"{facts['id']}, {field} is as collected again"
            else:
                assert said == MENDED.get((facts["id"], field), value), f"{facts['id']}, {field}"
        assert not found


@needs_collected
def test_every_organization_has_a_website_that_was_collected_for_it(shipped: sqlite3.Connection) -> None:
    known: dict[str, set[str | None]] = {}
    for facts in _collected():
        known.setdefault(facts["organization"]["name"], set()).add(facts["organization"]["url"])
    found = dict(shipped.execute("SELECT name, website FROM organization"))
    assert found.keys() == known.keys()
    assert {name for name, website in found.items() if website not in known[name]} == set()


def test_no_confidential_place_is_shipped_with_its_whereabouts(shipped: sqlite3.Connection) -> None:
    rows = shipped.execute(
        "SELECT address_1, postal_code, latitude, longitude FROM location LEFT JOIN address ON location_key = key "
        "WHERE confidential"
    ).fetchall()
    assert rows
    assert set(rows) == {(None, None, None, None)}
