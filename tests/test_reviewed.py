from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from navigator.errors import NavigatorError
from navigator.reviewed import Table

TEXT = """
title = "A file"
blank = " "
many = ["a", "b"]
twice = ["a", "A"]
mixed = ["a", 3]
days = [1, 2]
three = 3
yes = true
gone = []
[inner]
[inner.deep]
word = "b"
[[row]]
name = "first"
[[row]]
name = "second"
[[row.cell]]
name = "third"
"""


@pytest.fixture
def top(tmp_path: Path) -> Table:
    path = tmp_path / "words.toml"
    path.write_text(TEXT, encoding="utf-8")
    return Table.read(path)


def test_what_is_there_is_read(top: Table) -> None:
    assert top.text("title") == "A file"
    assert top.text("nothing", needed=False) == ""
    assert top.texts("many") == ("a", "b")
    assert top.texts("nothing") == ()
    assert (top.number("three"), top.number("nothing")) == (3, None)
    assert top.numbers("days") == (1, 2)
    assert (top.flag("yes"), top.flag("nothing")) == (True, False)
    assert top.one_of("title", ("A file", "Another")) == "A file"
    assert top.table("inner").table("deep").text("word") == "b"
    assert not top.table("nothing", needed=False).entries
    assert [row.text("name") for row in top.tables("row")] == ["first", "second"]
    assert next(top.at("many").table("inner").each()).name == "deep"


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda top: top.text("three"), "top: 'three' must be a text"),
        (lambda top: top.text("blank", needed=False), "top: 'blank' must be a text"),
        (lambda top: top.text("nothing"), "top: 'nothing' must be a text"),
        (lambda top: top.texts("title"), "top: 'title' must be a list of texts"),
        (lambda top: top.texts("mixed"), "top: 'mixed' must be a list of texts"),
        (lambda top: top.texts("twice"), "top: 'twice' has 'a' twice"),
        (lambda top: top.texts("gone", needed=True), "top: 'gone' is empty"),
        (lambda top: top.texts("nothing", needed=True), "top: 'nothing' must be a list of texts"),
        (lambda top: top.number("yes"), "top: 'yes' must be a whole number"),
        (lambda top: top.number("nothing", needed=True), "top: 'nothing' must be a whole number"),
        (lambda top: top.numbers("many"), "top: 'many' must be a list of whole numbers"),
        (lambda top: top.numbers("gone"), "top: 'gone' must be a list of whole numbers"),
        (lambda top: top.flag("three"), "top: 'three' must be true or false"),
        (lambda top: top.one_of("title", ("a", "b")), "top: 'title' is 'A file'; allowed are a, b"),
        (lambda top: top.table("title"), "title: a table was expected"),
        (lambda top: top.table("nothing"), "nothing: a table was expected"),
        (lambda top: top.table("inner").only(), "inner: unknown key 'deep'; allowed are none"),
        (lambda top: top.table("inner").table("deep").text("x"), "inner.deep: 'x' must be a text"),
        (lambda top: top.tables("title"), "top: 'title' must be a list of tables"),
        (lambda top: top.tables("many"), "many 1: a table was expected"),
        (lambda top: top.tables("row")[1].tables("cell")[0].text("x"), "row 2, cell 1: 'x' must be a text"),
        (lambda top: top.at("'first'").text("x"), "'first': 'x' must be a text"),
        (lambda top: dict(top.lists()), "top: 'title' must be a list of texts"),
        (lambda top: top.differ({"a": "Yes", "b": "yes"}, "reads as"), "top: 'b' reads as 'a'"),
    ],
)
def test_what_is_not_as_it_should_be_names_file_and_place(top: Table, ask: Callable[[Table], Any], says: str) -> None:
    with pytest.raises(NavigatorError) as error:
        ask(top)
    assert str(error.value) == f"{top.path}, {says}."


def test_an_empty_table_is_refused_where_one_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text("[inner]", encoding="utf-8")
    with pytest.raises(NavigatorError, match="inner: the table is empty"):
        Table.read(path).table("inner")


@pytest.mark.parametrize("content", [b"[a", b"\xff\xfe", b"a = 1\na = 2", None])
def test_a_file_that_cannot_be_read_is_a_plain_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "words.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NavigatorError, match="not a readable TOML file" if content else "could not be read"):
        Table.read(path)
