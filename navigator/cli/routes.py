"""``routes``: the ways into one service that says no, through others that take somebody."""

import argparse
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from navigator.check import Check, Finding, Questions
from navigator.check.statements import note_of, source_words, why
from navigator.cli.answers import answers_in
from navigator.cli.output import write, write_json
from navigator.cli.standing import page
from navigator.directory import Phone, Store, Vocabulary
from navigator.directory.labels import read_labels
from navigator.directory.store import explained
from navigator.find import Search
from navigator.find.wording import ended
from navigator.pathways import Pathways, Route, RouteStep, WaysIn
from navigator.pathways.entries import RING

_UNDER = "     "
_HOW_SURE = {"usually": "this usually works", "maybe": "this may work"}


def run(options: argparse.Namespace) -> None:
    """Print the ways into a service. Raises ``NavigatorError`` for an id there is not, or answers that cannot be read.

    A service that does not say no is told in one line.
    """
    store = Store.open(options.data)
    with closing(store.connect()) as connection:
        with explained(store.path):
            search, vocabulary = Search(connection, options.at), read_labels(connection)
            check = Check(search, connection, vocabulary, at=options.at)
            pathways, allowed = Pathways(search, connection, check), check.allowed
        answers = answers_in(options.answers, allowed)
        with explained(store.path):
            found = pathways.routes(options.id, answers)
    if options.json:
        write_json(_document(found, vocabulary))
    else:
        write(_lines(found, vocabulary, check.questions))


def _document(found: WaysIn, vocabulary: Vocabulary) -> dict[str, Any]:
    step = found.next_step
    return {
        "id": found.id,
        "name": found.name,
        "organization": found.organization,
        "outcome": found.outcome,
        "blocked_by": [_rule(finding, vocabulary) for finding in found.blocked_by],
        "challenge": [
            {
                "facets": [one.rule.facet for one in challenge.findings],
                "words": list(challenge.words),
                "do": challenge.do,
            }
            for challenge in found.challenge
        ],
        "routes": [
            {"steps": [_step(one) for one in route.steps], "sure": route.sure, "door": route.door}
            for route in found.routes
        ],
        "loop": list(found.loop),
        "wall": list(found.wall),
        "instead": [
            {"id": one.id, "name": one.name, "outcome": one.outcome, "reason": one.reason, "phone": _number(one.phone)}
            for one in found.instead
        ],
        "next_step": {"text": step.text, "id": step.id, "name": step.name, "number": step.number} if step else None,
    }


def _rule(finding: Finding, vocabulary: Vocabulary) -> dict[str, Any]:
    rule = finding.rule
    return {
        "facet": rule.facet,
        "rule": rule.rule,
        "why": why(finding, vocabulary),
        "note": note_of(rule) or None,
        "source": page(rule.source),
    }


def _step(step: RouteStep) -> dict[str, Any]:
    return {
        "service": step.id,
        "name": step.name,
        "organization": step.organization,
        "outcome": step.outcome,
        "changes": step.changes,
        "gives": dict([step.gives]) if step.gives else {},
        "referral": list(step.referral),
        "do": step.do,
        "door": step.door,
        "phone": _number(step.phone),
        "sure": step.sure,
        "source": step.source,
        "caution": step.caution,
    }


def _number(phone: Phone | None) -> str | None:
    return phone.number if phone else None


def _lines(found: WaysIn, vocabulary: Vocabulary, questions: Questions) -> Iterator[str]:
    if found.says_no:
        yield f"{found.name}: their rules say no."
        for finding in found.blocked_by:
            yield f"{_UNDER}{why(finding, vocabulary)}"
            if note_of(finding.rule):
                yield f"{_UNDER}Its page adds: {ended(note_of(finding.rule))}"
            yield f"{_UNDER}Source: {source_words(finding.rule) or 'not given'}"
    elif found.status == "closed":
        yield f"{found.name} has closed."
    else:
        no_need = "but it may refuse" if found.challenge else "so no way round is needed. See: navigator check"
        yield f"{found.name} does not say no, {no_need}."
    yield from _challenge(found)
    for number, route in enumerate(found.routes, 1):
        yield from ("", f"Way in {number}: {_HOW_SURE[route.sure]}")
        yield from _route(route, found)
    if found.says_no and not found.routes:
        yield from ("", "No way in was found.")
        yield from (f"{_UNDER}{line}" for line in (*found.loop, *found.wall))
    yield from _instead(found)
    if found.says_no:
        yield from ("", questions.privacy)


def _challenge(found: WaysIn) -> Iterator[str]:
    for challenge in found.challenge:
        yield from ("", "This can be challenged first.")
        for words in challenge.words[:1]:
            yield f"{_UNDER}You can say: “{words}”"
        yield f"{_UNDER}{challenge.do}"


def _route(route: Route, found: WaysIn) -> Iterator[str]:
    for number, step in enumerate(route.steps, 1):
        yield f"{number:>3}. {', '.join(dict.fromkeys((step.name, step.organization)))}"
        door = "" if step.door == RING else step.door
        ring = f"Ring: {step.phone.number}" if step.phone else ""
        yield _UNDER + " ".join(filter(None, (door, ring)))
        yield f"{_UNDER}{step.do}"
        yield f"{_UNDER}{step.sure.capitalize()}: {step.changes}"
        yield f"{_UNDER}Source: {ended(step.source)} {step.caution}".rstrip()
    yield f"{len(route.steps) + 1:>3}. {found.name}"
    yield f"{_UNDER}{route.door}"


def _instead(found: WaysIn) -> Iterator[str]:
    if found.instead or found.next_step:
        yield ""
    for other in found.instead:
        phone = f", {other.phone.number}" if other.phone else ""
        yield f"Instead: {other.name}{phone}. {other.reason}"
    if found.next_step:
        step = found.next_step
        yield " ".join(filter(None, (step.text, step.name, step.number)))
