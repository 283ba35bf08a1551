"""``listings add``: a listing and who runs it are added, unless it looks like one that is there, and undone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Say, Told, hundred_columns, say, told

__all__ = ["hundred_columns", "say", "told"]

NAME = ("--name", "Quay Street Kitchen")
KNOWN = ("--organization", "Crisis")
NEW = ("--organization", "Pier", "--kind", "charity", "--website", "https://pier.example.org")
FACTS = ("--set", "description=Hot meals.", "sources.1.title=Its page", "needs=homelessness", "service_types=advice")
Run = Callable[..., dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(say: Say, folder: Path) -> Run:
    """What a command prints with --json."""

    def ask(*argv: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(say(*argv, "--data", str(folder), "--json"))
        return answer

    return ask


def test_a_listing_and_who_runs_it_are_added_and_undone(run: Run, folder: Path) -> None:
    tried = run("listings", "add", *NAME, *NEW, *FACTS, "--dry-run")
    assert (tried["id"], tried["batch"], tried["dry_run"]) == ("quay-street-kitchen", None, True)
    assert not folder.exists()
    added = run("listings", "add", *NAME, *NEW, *FACTS, "--by", "KB", "--why", "They rang.")
    assert added.keys() == {"id", "name", "batch", "dry_run", "new_organization", "alike", "doubts"}
    assert (added["id"], added["alike"], added["new_organization"]["kind"]) == (tried["id"], [], "charity")
    assert [doubt["field"] for doubt in added["doubts"]] == ["phones", "sources.1.page_date"]
    (change,) = run("listings", "history", added["id"])["changes"]
    assert (change["kind"], change["by"], change["why"]) == ("add", "KB", "They rang.")
    assert run("show", added["id"])["organization"]["website"] == "https://pier.example.org"
    undone = run("listings", "edit", "--undo", str(added["batch"]))
    assert undone["ids"] == [added["id"]]
    run("listings", "edit", "--undo", str(undone["batch"]))
    titles = [each["title"] for each in run("listings", "history", added["id"])["changes"]]
    assert titles == ["Brought back", "Taken out again", "Added"]


def test_what_looks_like_a_listing_that_is_there_is_added_only_on_asking(say: Say, told: Told, folder: Path) -> None:
    there = ("--data", str(folder))
    argv = ("listings", "add", "--name", "Samaratins", *KNOWN, *FACTS)
    status, refused = told(*argv, *there)
    assert status == 1
    assert "It may be there already: Samaritans, samaritans (names 78 % alike). If it is another, add --yes" in refused
    said = " ".join(say(*argv, "--yes", *there).split())
    assert "Added: Samaratins (samaratins-crisis), run by Crisis It looks like: Samaritans, samaritans" in said
    assert f'navigator listings edit --undo 1 --data "{folder}"' in said


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([*NAME], "required: --organization"),
        ([*NAME, "--organization", "Criss", *FACTS], "Did you mean Crisis?"),
        ([*NAME, "--organization", "Criss", *FACTS], "give --kind: charity, nhs, council"),
        ([*NAME, *KNOWN], "description: Fill this in"),
        ([*NAME, *KNOWN, *FACTS, "nme=x"], "Did you mean name?"),
        ([*NAME, *KNOWN, *FACTS, "id=x"], "never changes"),
        ([*NAME, *KNOWN, *FACTS, "phones.1=12"], "phones.1.number: "),
        ([*NAME, *KNOWN, "--kind", "charity", *FACTS], "There is an organisation called Crisis already"),
        ([*NAME, *KNOWN, "--website", "https://pier.example.org", *FACTS], "--website goes with --kind"),
        ([*NAME, "--organization", "Pier", "--kind", "charty", *FACTS], "new_organization.kind: Choose what kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_says_why_and_adds_nothing(told: Told, folder: Path, argv: list[str], says: str) -> None:
    status, said = told("listings", "add", *argv, "--data", str(folder))
    assert status == 2
    assert says in said
    assert not folder.exists()
