"""The command line, run as a program is: what is printed, where, and with which status."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from navigator.cli import main
from navigator.cli.output import wrapped
from navigator.directory import Store, read_listing
from navigator.directory.migrations import newest
from navigator.right_now import RightNow
from tests.terminal import Say, Told, TypeIn, hundred_columns, say, told, type_in

__all__ = ["hundred_columns", "say", "told", "type_in"]

ROOT = Path(__file__).parent.parent
MONDAY = ("--at", "2026-11-23 14:00")
RESULT = {"id", "name", "organization", "areas", "stance", "open", "distance_m", "checked", "matched"}
ANSWER = {"query", "corrections", "expansions", "total", "results", "right_now", "divider"}
OPEN = {"state", "way", "says", "until", "opens", "as_of"}

Find = Callable[..., dict[str, Any]]


@pytest.fixture
def find(say: Say) -> Find:
    """The answer to a query, as one JSON document."""

    def run(*argv: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(say("find", "--json", *MONDAY, *argv))
        return answer

    return run


def _program(*argv: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ui", *argv],
        cwd=ROOT,
        input=given,
        capture_output=True,
        check=False,
        env=os.environ | environment,
    )


# find ---------------------------------------------------------------------------------------------------------------


def test_an_answer_has_the_keys_it_promises(find: Find) -> None:
    answer = find("detox brixten")
    assert answer.keys() == ANSWER
    assert answer["query"] == "detox brixten"
    assert {"from": "brixten", "to": "brixton"} in answer["corrections"]
    assert all(expansion.keys() == {"from", "to"} for expansion in answer["expansions"])
    assert any(expansion["from"] == "detox" and expansion["to"] for expansion in answer["expansions"])
    assert answer["total"] >= len(answer["results"]) > 0
    for result in answer["results"]:
        assert result.keys() >= RESULT
        assert result["open"].keys() == OPEN
        assert all(match.keys() == {"typed", "found", "how", "field"} for match in result["matched"])
        assert isinstance(result["distance_m"], int | None)
    assert any(result["matched"] for result in answer["results"])
    assert any(isinstance(result["distance_m"], int) for result in answer["results"])


def test_times_are_those_of_the_moment_asked_for(find: Find) -> None:
    opens = {
        at: next(
            result["open"]["state"]
            for result in find("manna centre", "--at", at)["results"]
            if result["id"] == "manna-society-day-centre"
        )
        for at in ("2026-11-23 12:00", "2026-11-23 23:00", "2026-11-23T12:00:00+00:00")
    }
    assert list(opens.values()) == ["open", "closed", "open"]


def test_words_need_no_quotes(find: Find) -> None:
    assert find("food", "bank") == find("food bank")


def test_exact_puts_no_spelling_right(find: Find) -> None:
    assert find("brixten")["corrections"]
    assert not find("--exact", "brixten")["corrections"]


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_the_limit_holds_and_the_total_does_not_change(find: Find, limit: int) -> None:
    every = find("housing", "--limit", "1000")
    some = find("housing", "--limit", str(limit))
    assert len(some["results"]) == min(limit, every["total"])
    assert some["total"] == every["total"]
    assert some["results"] == every["results"][:limit]


def test_nothing_typed_browses_the_whole_directory(find: Find) -> None:
    answer = find("--limit", "1000")
    assert answer["total"] == answer["divider"] == len(answer["results"])
    assert len({result["id"] for result in answer["results"]}) == answer["total"] == _services()


@pytest.mark.parametrize(
    ("query", "emergency"), [("he took an overdose and will not wake", "overdose"), ("food bank", None)]
)
def test_an_emergency_is_named(find: Find, query: str, emergency: str | None) -> None:
    assert find(query)["right_now"] == emergency


# The filters --------------------------------------------------------------------------------------------------------


def _services() -> int:
    with closing(Store.open().connect()) as connection:
        return int(connection.execute("SELECT count(*) FROM service").fetchone()[0])


FILTERS = [
    ("--need", "alcohol"),
    ("--need", "Mental Health"),
    ("--type", "day-centre"),
    ("--type", "GP and nurse"),
    ("--area", "Lewisham"),
    ("--area", "kensington and chelsea"),
    ("--route", "self"),
    ("--route", "refer YOURSELF"),
    ("--stance", "integrated"),
    ("--stance", "Takes people with both"),
    ("--cost", "free"),
    ("--language", "Spanish"),
    ("--accessibility", "accessible-toilet"),
    ("--near", "SE5 8AZ"),
    ("--near", "se13", "--miles", "1"),
    ("--near", "Peckham", "--miles", "0.5"),
    ("--open", "now"),
    ("--open", "evenings"),
    ("--open", "weekends"),
    ("--drop-in",),
    ("--women-only",),
    ("--no-recourse",),
]


@pytest.mark.parametrize("chosen", FILTERS, ids=" ".join)
def test_each_filter_narrows_and_puts_those_that_do_not_say_last(find: Find, chosen: tuple[str, ...]) -> None:
    answer = find(*chosen, "--limit", "1000")
    said = find(*chosen, "--said-only", "--limit", "1000")
    name = chosen[0].removeprefix("--").replace("-", "_")
    assert 0 < said["total"] == said["divider"] == answer["divider"] <= answer["total"]
    assert answer["divider"] < _services()
    silent = [bool(result["not_said"]) for result in answer["results"]]
    assert silent == [False] * answer["divider"] + [True] * (answer["total"] - answer["divider"])
    assert all(result["not_said"] in ([], [name]) for result in answer["results"])
    assert [result["id"] for result in said["results"]] == [
        result["id"] for result in answer["results"] if not result["not_said"]
    ]


def _listings(answer: dict[str, Any]) -> Iterator[Any]:
    with closing(Store.open().connect()) as connection:
        for result in answer["results"]:
            yield read_listing(connection, result["id"])


def test_a_filter_asks_for_what_its_name_says(find: Find) -> None:
    assert all("alcohol" in listing.needs for listing in _listings(find("--need", "alcohol")))
    assert all("Spanish" in listing.languages for listing in _listings(find("--language", "spanish", "--said-only")))
    assert all(listing.cost == "free" for listing in _listings(find("--cost", "Free", "--said-only")))
    assert all("gp" in listing.referral_routes for listing in _listings(find("--route", "gp", "--said-only")))
    near = find("--near", "SE5", "--miles", "1", "--said-only")
    assert all(result["distance_m"] <= 1610 for result in near["results"])
    assert all(result["open"]["state"] == "open" for result in find("--open", "now", "--said-only")["results"])


def test_a_filter_given_twice_takes_either(find: Find) -> None:
    either = find("--type", "refuge", "--type", "Hostel", "--limit", "1000")["total"]
    assert either > max(find("--type", name, "--limit", "1000")["total"] for name in ("refuge", "hostel"))


def test_several_filters_all_hold(find: Find) -> None:
    answer = find("--need", "alcohol", "--area", "Southwark", "--drop-in", "--limit", "1000")
    assert answer["total"] <= min(
        find(*chosen, "--limit", "1000")["total"]
        for chosen in (["--need", "alcohol"], ["--area", "Southwark"], ["--drop-in"])
    )


def test_nobody_has_checked_the_listings_that_ship(find: Find) -> None:
    assert find("--checked", "6")["total"] == 0


def test_counts_are_for_each_choice(find: Find) -> None:
    counts = find("--counts", "alcohol")["counts"]
    assert counts["need"]["alcohol"] == find("alcohol", "--need", "alcohol")["total"] > 0
    assert counts["drop_in"].keys() == {"yes"}


# A batch ------------------------------------------------------------------------------------------------------------

QUERIES = ["dual diagnosis", "", "foodbank pekham", "he took an overdose", "St Mungo’s", "detox", "detox"]


def test_a_batch_gives_what_single_commands_give_in_order(say: Say, find: Find, tmp_path: Path) -> None:
    file = tmp_path / "queries"
    file.write_text("\n".join(QUERIES), encoding="utf-8")
    chosen = ("--drop-in", "--limit", "5")
    lines = say("find", "--batch", str(file), *MONDAY, *chosen).splitlines()
    assert [json.loads(line) for line in lines] == [find(query, *chosen) for query in QUERIES]


@pytest.mark.parametrize(
    ("content", "queries"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"\n\nfood\n", ["", "", "food"]),
        (b"\xef\xbb\xbffood\r\nhousing", ["food", "housing"]),
        (b"caf\xe9 \xff\n\x00food\n", ["caf\ufffd \ufffd", "\0food"]),
        ("a\u2028b\x0bc\x0c\n".encode(), ["a\u2028b\x0bc\x0c"]),
        (b"x" * 50_000 + b"\n" + b"detox " * 9_000, ["x" * 50_000, "detox " * 9_000]),
    ],
)
def test_any_line_is_one_query_and_one_answer(say: Say, type_in: TypeIn, content: bytes, queries: list[str]) -> None:
    type_in(content)
    printed = say("find", "--batch", "-", "--limit", "1")
    answers = [json.loads(line) for line in printed.split("\n")[:-1]]
    assert [answer["query"] for answer in answers] == queries


def test_an_answer_is_out_before_the_next_query_is_in() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ui", "find", "--batch", "-"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for query in ("food", "housing"):
            program.stdin.write(f"{query}\n".encode())
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["query"] == query


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
@given(st.lists(st.text(st.characters(exclude_characters="\n\r")), max_size=30))
@example(
    ["drop-in", "name:foo", "mungo's", "A&E", "24/7", "NEAR(a b)", "*", '"', "'; DROP TABLE service; --", "\x1b[2J"]
)
def test_no_text_stops_a_batch(say: Say, type_in: TypeIn, queries: list[str]) -> None:
    lines = "".join(f"{query}\n" for query in queries)
    type_in(lines.encode("utf-8", "replace"))
    printed = say("find", "--batch", "-", "--limit", "1")
    assert printed.isascii()
    answers = [json.loads(line) for line in printed.splitlines()]
    assert len(answers) == len(queries)
    assert all(answer.keys() == ANSWER for answer in answers)


# For people ---------------------------------------------------------------------------------------------------------


def test_people_read_what_a_service_is_and_why_it_is_there(say: Say, find: Find) -> None:
    printed = say("find", "detox camberwell", *MONDAY, "--limit", "20")
    best = find("detox camberwell")["results"][0]
    assert f"  1. {best['name']}" in printed
    assert best["organization"] in printed
    assert "Both needs: " in printed
    assert "in its name" in say("find", "alcoholics anonymous", "--limit", "1").partition("Why: ")[2]
    assert " from Camberwell" in printed
    assert f"More: navigator show {best['id']}" in printed
    assert "more: add --limit " in printed
    assert "Nobody has checked any of these with the service." in printed


def test_people_read_how_the_query_was_taken(say: Say) -> None:
    printed = say("find", "brixten")
    assert printed.startswith("Showing results for “brixton”.")
    assert "add --exact" in printed


def test_those_that_do_not_say_come_after_a_line_that_says_so(say: Say, find: Find) -> None:
    chosen = ("--open", "weekends", "--need", "food", "--limit", "1000")
    answer = find(*chosen)
    above, _, below = say("find", *MONDAY, *chosen).partition("--- These do not say when they are open:")
    names = [result["name"] for result in answer["results"]]
    assert 0 < answer["divider"] < answer["total"]
    assert f"{answer['divider']:>3}. {names[answer['divider'] - 1]}" in above
    assert f"{answer['divider'] + 1:>3}. {names[answer['divider']]}" in below
    assert "Does not say: when they are open" not in below.partition("Nobody has checked")[2]


def test_a_closed_service_is_called_closed(say: Say) -> None:
    assert "(CLOSED)" in say("find", "Lewisham night shelter 999 club", "--limit", "1")


def test_an_emergency_comes_first(say: Say) -> None:
    first = say("find", "feeling suicidal", "--limit", "1").splitlines()[0]
    assert first == "This sounds like an emergency. What to do first: navigator now suicidal"


def test_nothing_found_says_what_to_try(say: Say) -> None:
    assert "Nothing found. Try fewer filters." in say("find", "food", "--checked", "1")
    assert "Nothing found. Try fewer words, or other ones." in say("find", "--exact", "qxzvk")


def test_counts_for_people_name_the_options(say: Say) -> None:
    printed = say("find", "alcohol", "--counts", "--limit", "1")
    assert "--need: alcohol " in printed
    assert "--drop-in: " in printed


@pytest.mark.parametrize("columns", [30, 60, 200])
def test_lines_fit_the_terminal(say: Say, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for argv in (["find", "detox", "--counts"], ["now", "overdose"], ["show", "samaritans"]):
        for line in say(*argv).splitlines():
            assert len(line) < max(columns, 31) or " " not in line.strip()


def test_a_command_to_type_is_never_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    command = "    navigator listings merge one-service-here the-other-service-there --dry-run"
    assert wrapped(command) == command
    assert wrapped(command, Path("a folder")) == f'{command} --data "a folder"'
    assert "\n" in wrapped(command.replace("navigator", "Navigator"))
    assert "--data" not in wrapped("To undo this:", Path("a folder"))


def test_what_was_typed_cannot_steer_the_terminal(say: Say, told: Told) -> None:
    assert "\x1b" not in say("find", "\x1b[2Jdetox\x07")
    assert "\x1b" not in told("show", "\x1b[2J\nsecond line")[1]
    assert "\x1b" not in told("find", "--need", "\x1b]0;title\x07\n\r\u2028x")[1]


def test_a_terminal_without_the_letters_gets_question_marks() -> None:
    done = _program("find", "detox", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Why: ?detox?" in done.stdout


# show ---------------------------------------------------------------------------------------------------------------


def test_show_prints_the_listing_and_its_sources(say: Say) -> None:
    printed = say("show", "samaritans")
    assert printed.startswith("Samaritans\n")
    assert "116 123" in printed
    assert "Where this comes from" in printed


def test_show_for_programs_is_the_whole_listing(say: Say, find: Find) -> None:
    for result in find("--limit", "1000")["results"][::20]:
        shown = json.loads(say("show", result["id"], "--json"))
        assert shown["id"] == result["id"]
        assert shown["sources"]
        assert all(source.keys() == {"number", "url", "title", "page_date"} for source in shown["sources"])
        assert shown["open"].keys() == OPEN


def test_an_unknown_id_is_answered_with_the_nearest(told: Told) -> None:
    status, line = told("show", "samaritan")
    assert status == 1
    assert "There is no listing 'samaritan'. Did you mean samaritans" in line
    assert told("show", "\0\udcff' OR 1=1")[0] == 1


# now ----------------------------------------------------------------------------------------------------------------


def test_now_lists_the_emergencies(say: Say) -> None:
    printed = say("now")
    listed = json.loads(say("now", "--json"))
    ids = [situation.id for situation in RightNow().situations]
    assert [situation["id"] for situation in listed["situations"]] == ids
    assert all(f"navigator now {name}\n" in printed for name in ids)


def test_now_says_what_to_do(say: Say) -> None:
    printed = say("now", "overdose")
    one = json.loads(say("now", "overdose", "--json"))
    assert one["id"] == "overdose"
    assert one["title"] in printed
    assert "1. Call 999" in printed


def test_now_names_the_situations_there_are(told: Told) -> None:
    status, line = told("now", "fire")
    assert status == 2
    assert "alcohol-withdrawal" in line


# Misuse -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["find", "--need", "alcohl"], ["'alcohl'", "Did you mean alcohol?", "mental-health, ", "carers"]),
        (["find", "--need", "booze"], ["Did you mean alcohol?"]),
        (["find", "--type", "x"], ["--type has no choice 'x'. Allowed: day-centre, "]),
        (["find", "--area", "Lambth"], ["Did you mean lambeth?", "tower-hamlets", "london"]),
        (["find", "--route", ""], ["--route has no choice ''. Allowed: self, "]),
        (["find", "--stance", "nice"], ["joint-working"]),
        (["find", "--cost", "cheap"], ["free, charged, mixed"]),
        (["find", "--language", "Klingon"], ["english", "spanish"]),
        (["find", "--accessibility", "ramp"], ["step-free"]),
        (["find", "--open", "nwo"], ["Did you mean now? Allowed: now, evenings, weekends."]),
        (["find", "--near", "Pekham"], ["Did you mean peckham?", "postcode"]),
        (["find", "--near", "SE99 9ZZ"], ["postcode"]),
        (["find", "--near", "Lambeth"], ["Lambeth is a borough", "--area 'Lambeth'"]),
        (["find", "--miles", "2"], ["--near"]),
        (["find", "--near", "SE5", "--miles", "nan"], ["--miles", "'nan'", "up to 50"]),
        (["find", "--at", "tomorrow"], ["--at", "2026-11-23 14:00"]),
        (["find", "--at", "2026-11-23"], ["a day and a time"]),
        (["find", "--at", "0001-01-01 00:00"], ["from 2000 to 2099"]),
        (["find", "--limit", "0"], ["from 1 to 1000"]),
        (["find", "--limit", "1001"], ["from 1 to 1000"]),
        (["find", "--limit", "ten"], ["from 1 to 1000"]),
        (["find", "--checked", "-1"], ["from 1 to 120"]),
        (["find", "--batch", "-", "food"], ["--batch", "words"]),
        (["find", "--ned", "food"], ["Did you mean --need?", "--said-only"]),
        (["find", "food", "--drop-in", "bank"], ["'bank'", "quotes"]),
        (["show"], ["ID"]),
        (["fnid", "food"], ["'find'", "'show'", "'now'"]),
        ([], ["find, show, check", "now"]),
    ],
    ids=lambda part: " ".join(part) if part and part[0] in {"find", "show"} else None,
)
def test_misuse_is_answered_by_what_is_allowed(told: Told, argv: list[str], named: list[str]) -> None:
    status, line = told(*argv)
    assert status == 2
    assert all(name in line for name in named), line


@pytest.mark.parametrize("verb", [[], ["find"], ["show"], ["now"]])
def test_help_is_for_everything(capsys: pytest.CaptureFixture[str], verb: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*verb, "--help"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("usage: navigator")


def test_a_batch_file_that_is_not_there_is_named(told: Told, tmp_path: Path) -> None:
    assert told("find", "--batch", str(tmp_path / "none"))[0] == 1
    assert told("find", "--batch", str(tmp_path)) == (1, f"{tmp_path} cannot be read: Is a directory.\n")
    assert told("find", "--batch", "\0")[0] == 1


# A directory that cannot be used ------------------------------------------------------------------------------------


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50_000])


def _overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:] = b"\x55" * (len(content) - 8192)
    path.write_bytes(content)


def _other(path: Path) -> None:
    path.write_bytes(b"not a directory at all")


def _newer(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[60:64] = (newest() + 1).to_bytes(4, "big")
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [_cut, _overwritten, _other, _newer])
@pytest.mark.parametrize("argv", [["find", "food"], ["find", "food", "--json"], ["show", "samaritans"]])
def test_a_spoilt_directory_is_one_line_and_emergencies_still_work(
    told: Told, say: Say, tmp_path: Path, spoil: Callable[[Path], None], argv: list[str]
) -> None:
    own = tmp_path / "services.sqlite"
    shutil.copyfile(Store.open(tmp_path).shipped, own)
    spoil(own)
    status, line = told(*argv, "--data", str(tmp_path))
    assert status == 1
    assert str(own) in line or "newer Navigator" in line
    assert "1. Call 999" in say("--data", str(tmp_path), "now", "overdose")


def test_another_data_folder_is_named_before_or_after_the_command(told: Told, tmp_path: Path) -> None:
    (tmp_path / "services.sqlite").write_bytes(b"nothing to read")
    assert told("--data", str(tmp_path), "find", "food") == told("find", "food", "--data", str(tmp_path))


def test_a_command_leaves_nothing_in_the_data_folder(say: Say, tmp_path: Path) -> None:
    say("find", "food", "--data", str(tmp_path))
    assert not list(tmp_path.iterdir())


# As a program -------------------------------------------------------------------------------------------------------


def test_a_reader_that_stops_reading_ends_the_program_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ui", "find", "--limit", "1000", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


def test_a_program_gives_its_status() -> None:
    assert _program("find", "food", "--json").returncode == 0
    assert _program("show", "nothing-of-that-name").returncode == 1
    done = _program("find", "--need", "nonsense")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


def test_open_until_painted_opens_the_window_and_closes_it_once_it_has_answered(tmp_path: Path) -> None:
    for spoilt in (False, True):
        if spoilt:
            (tmp_path / "services.sqlite").write_bytes(b"nothing to read")
        done = _program("--data", str(tmp_path), "open", "--until-painted")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_open_takes_nothing_that_a_window_has_no_use_for(told: Told) -> None:
    for words in (["open", "--json"], ["open", "food"], ["open", "--until"]):
        assert told(*words)[0] == 2


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX only")
def test_arguments_that_are_not_text_are_searched_as_far_as_they_are() -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"ui", b"find", b"caf\xe9 food", b"--json"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    assert json.loads(done.stdout)["query"] == "caf\ufffd food"
