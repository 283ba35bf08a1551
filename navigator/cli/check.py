"""``check``: where every service stands for somebody who gave some answers; one of them, or a batch."""

import argparse
from contextlib import closing
from dataclasses import replace

from navigator.check import Answers, Check
from navigator.cli.answers import answers_in, everybody_in
from navigator.cli.output import write, write_json
from navigator.cli.standing import Standing, document
from navigator.directory import Store
from navigator.directory.labels import read_labels
from navigator.directory.store import explained
from navigator.errors import UsageError
from navigator.find import Search

_FOR_PEOPLE = 10


def run(options: argparse.Namespace) -> None:
    """Check as the options say. Raises ``UsageError`` for a need there is not, else ``NavigatorError``."""
    store = Store.open(options.data)
    with closing(store.connect()) as connection:
        with explained(store.path):
            vocabulary = read_labels(connection)
            check = Check(Search(connection, options.at), connection, vocabulary, at=options.at)
            needs = _needs(options.need, check)

        def with_needs(answers: Answers) -> Answers:
            return replace(answers, needs=tuple(dict.fromkeys((*answers.needs, *needs))))

        if options.batch is not None:
            for answers in everybody_in(options.batch, check.allowed):
                with explained(store.path):
                    found = document(check, with_needs(answers), options.limit)
                write_json(found)
            return
        answers = with_needs(answers_in(options.answers, check.allowed))
        with explained(store.path):
            if options.json:
                write_json(document(check, answers, options.limit))
            else:
                write(Standing(check, answers, options.limit or _FOR_PEOPLE).lines())


def _needs(codes: list[str], check: Check) -> tuple[str, ...]:
    allowed = {code.casefold(): code for code in check.allowed.needs}
    for code in codes:
        if code.casefold() not in allowed:
            raise UsageError(f"--need has no choice '{code}'. Allowed: {', '.join(allowed.values())}.")
    return tuple(allowed[code.casefold()] for code in codes)
