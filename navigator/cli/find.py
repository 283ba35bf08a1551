"""``find``: one query or a batch of them, printed for people or as JSON."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Final

from navigator.cli.choices import read_filters
from navigator.cli.found import Found, document
from navigator.cli.input import opened
from navigator.cli.lines import page_lines
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.directory.labels import read_labels
from navigator.directory.store import explained
from navigator.errors import NavigatorError, UsageError
from navigator.find import Filters, Page, Search
from navigator.find.loosen import loosenings
from navigator.right_now import RightNow

_FOR_PEOPLE: Final = 20
_FOR_PROGRAMS: Final = 50
_WAYS_ON: Final = 2


def run(options: argparse.Namespace) -> None:
    """Search as the options say. Raises ``UsageError`` for a filter nobody can use, else ``NavigatorError``."""
    text = " ".join(options.text)
    if options.batch is not None and text:
        raise UsageError("--batch takes its queries from a file: leave out the words, or leave out --batch.")
    sounds_like = _emergencies()
    emergency = sounds_like(text)
    as_json = options.json or options.batch is not None
    if emergency and not as_json:
        write([f"This sounds like an emergency. What to do first: navigator now {emergency}", ""])
    store = Store.open(options.data)
    with closing(store.connect()) as connection:
        with explained(store.path):
            search = Search(connection, options.at)
            vocabulary = read_labels(connection)
            filters = read_filters(options, search, vocabulary)
        limit = options.limit or (_FOR_PROGRAMS if as_json else _FOR_PEOPLE)

        def find(query: str) -> Found:
            with explained(store.path):
                page = search.first(query, filters, limit, exact=options.exact, order=options.order)
                return _found(search, page, sounds_like(query), counts=options.counts)

        if options.batch is not None:
            for query in _queries(options.batch):
                write_json(document(find(query)))
        elif as_json:
            write_json(document(find(text)))
        else:
            found = find(text)
            write(page_lines(found, vocabulary))
            if options.order != found.page.order:
                write(["", "To have the nearest first, add --near PLACE: a postcode or a neighbourhood."])
            if not found.total:
                with explained(store.path):
                    ways_on = loosenings(search, text, filters, vocabulary, exact=options.exact)[:_WAYS_ON]
                write(f"  {way.says}" for way in ways_on)


def _found(search: Search, page: Page, right_now: str | None, *, counts: bool) -> Found:
    if page.total is not None and not counts and page.filters == Filters():
        return Found(page, page.total, page.total, None, right_now)
    rest = search.rest(page)
    return Found(page, rest.total, rest.said, rest.counts if counts else None, right_now)


def _emergencies() -> Callable[[str], str | None]:
    """Tells which emergency a query sounds like; none where their file cannot be read, since find can do without."""
    try:
        return RightNow().sounds_like
    except NavigatorError:
        return lambda _: None


def _queries(source: str) -> Iterator[str]:
    """The lines of a file, or of standard input for ``-``, as text; what is not UTF-8 is replaced."""
    with opened(source) as lines:
        for number, line in enumerate(lines):
            text = line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
            yield text if number else text.removeprefix("\ufeff")
