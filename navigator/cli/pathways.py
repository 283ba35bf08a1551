"""``pathways``: the situations of people with both needs, and one of them step by step with its local services."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, Final

from navigator.check import OUTCOME_LABELS, Check
from navigator.check.guidance import OUR_REASONING, Guidance
from navigator.cli.answers import answers_in
from navigator.cli.cited import backing, catch22, claim
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.directory.labels import read_labels
from navigator.directory.store import explained
from navigator.errors import UsageError
from navigator.find import Search
from navigator.find.wording import ended, listed, lower_first
from navigator.pathways import Catch22, Claim, Gap, Pathways, SituationView, Step, StepService, StepView
from navigator.pathways.claims import Cited
from navigator.pathways.situations import read_principles, read_situations
from navigator.pathways.steps import MOST, NOBODY

_UNDER: Final = "     "
_DEEPER: Final = "       "
_FOR_ONE: Final = ("answers", "limit", "at")


def run(options: argparse.Namespace) -> None:
    """Print one situation, or the list of them.

    Raises ``UsageError`` for a situation there is not, else ``NavigatorError``.
    """
    if options.situation is None:
        _list(options)
        return
    store = Store.open(options.data)
    with closing(store.connect()) as connection:
        with explained(store.path):
            vocabulary = read_labels(connection)
            search = Search(connection, options.at)
            check = Check(search, connection, vocabulary, at=options.at)
            pathways, allowed = Pathways(search, connection, check), check.allowed
        answers = NOBODY if options.answers is None else answers_in(options.answers, allowed)
        with explained(store.path):
            found = pathways.situation(options.situation, answers, options.limit or MOST)
    told = answers != NOBODY
    if options.json:
        write_json(_document(found))
    else:
        write(_lines(found, told=told))
        if told:
            write(["", check.questions.privacy])


def _list(options: argparse.Namespace) -> None:
    given = [name for name in _FOR_ONE if getattr(options, name) is not None]
    situations, principles = read_situations(), read_principles()
    if given:
        ids = ", ".join(situation.id for situation in situations)
        raise UsageError(f"--{given[0]} goes with a situation. Use one of: {ids}.")
    if options.json:
        listing = [{"id": one.id, "name": one.name, "starting": one.starting} for one in situations]
        write_json({"situations": listing, "principles": list(map(claim, principles))})
        return
    for one in situations:
        write([one.name, f"    navigator pathways {one.id}"])
    write(["", "In every situation:"])
    for number, said in enumerate(principles, start=1):
        write([f"{number:>3}. {said.text}", *(f"{_UNDER}{text}" for text in _backing(said))])


def _document(found: SituationView) -> dict[str, Any]:
    situation = found.situation
    return {
        "id": situation.id,
        "name": situation.name,
        "starting": situation.starting,
        "boroughs": list(found.boroughs),
        "transitions": list(situation.transitions),
        "steps": [_step(view) for view in found.steps],
        "catch_22s": [_catch22(one, found) for one in found.catch_22s],
    }


def _step(view: StepView) -> dict[str, Any]:
    step = view.step
    return {
        "n": step.n,
        "role": step.role,
        "lane": step.lane,
        "do": step.do,
        "hand_over": step.hand_over,
        "if_refused": step.if_refused,
        "quote": [_quote(piece) for piece in view.quotes],
        "risk_of_gap": step.risk_of_gap,
        "types": list(step.types),
        "needs": list(step.needs),
        "services": [_service(one) for one in view.services],
        "total": view.total,
        "refused": view.refused,
        "gap": _gap(view.gap) if view.gap else None,
        "catch_22s": [one.id for one in view.catch_22s],
        **backing(step),
    }


def _service(one: StepService) -> dict[str, Any]:
    shown = one.line
    return {
        "id": shown.id,
        "name": shown.name.text,
        "organization": shown.organization,
        "areas": shown.areas,
        "local": one.local,
        "outcome": one.outcome or None,
        "because": one.because or None,
        "stance": shown.stance,
        "way_in": one.way_in,
        "mark": shown.mark or None,
        "checked": shown.checked,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {"kind": gap.kind, "text": gap.text, "ask": _quote(gap.ask) if gap.ask else None}


def _quote(piece: Guidance) -> dict[str, Any]:
    return {
        "words": piece.words,
        "says": piece.says,
        "only_if": piece.only_if or None,
        "confidence": piece.confidence,
        "caution": piece.mark or None,
        "source": {"title": piece.page.title, "url": piece.page.url, "date": piece.page.date or None},
    }


def _catch22(one: Catch22, found: SituationView) -> dict[str, Any]:
    return catch22(one) | {"steps": [view.step.n for view in found.steps if one in view.catch_22s]}


def _lines(found: SituationView, *, told: bool) -> Iterator[str]:
    situation = found.situation
    yield from (situation.name, situation.starting, "")
    where = listed(found.boroughs, "and")
    yield f"With services for {where}{', and how they stand by what was said' if told else ''}."
    for view in found.steps:
        yield ""
        yield from _step_lines(view)
    if found.catch_22s:
        yield from ("", "Rules that block one another here")
        for one in found.catch_22s:
            yield from _catch22_lines(one)
    if any(view.services for view in found.steps):
        yield from ("", "Ring before sending someone: what is listed may have changed.")


def _step_lines(view: StepView) -> Iterator[str]:
    step = view.step
    yield f"{step.n:>3}. {step.role}"
    yield f"{_UNDER}Do: {step.do}"
    yield f"{_UNDER}Hand over: {step.hand_over}"
    yield f"{_UNDER}If refused: {step.if_refused}"
    for piece in view.quotes:
        yield f"{_UNDER}You can say: “{piece.words}”"
        yield f"{_DEEPER}{_quoted(piece)}"
    yield f"{_UNDER}If nobody does it: {step.risk_of_gap}"
    yield from (f"{_UNDER}{text}" for text in _backing(step))
    for one in view.catch_22s:
        yield f"{_UNDER}Beware: {ended(one.name)} See below."
    yield from _services(view)


def _services(view: StepView) -> Iterator[str]:
    if view.services:
        yield _UNDER + _counted(view)
    for one in view.services:
        shown = one.line
        mark = f" ({shown.mark.lower()})" if shown.mark else ""
        yield f"{_UNDER}- {shown.name.text}{mark}"
        yield _DEEPER + " · ".join(filter(None, (shown.organization, shown.areas, shown.both)))
        if one.outcome:
            yield f"{_DEEPER}{OUTCOME_LABELS[one.outcome]}. {one.because}"
        yield f"{_DEEPER}Way in: {lower_first(one.way_in)}. {ended(shown.checked)}"
        yield f"{_DEEPER}More: navigator show {shown.id}"
    if view.gap:
        yield f"{_UNDER}GAP: {view.gap.text}"
        if view.gap.ask:
            yield f"{_UNDER}Ask: “{view.gap.ask.words}”"
            yield f"{_DEEPER}{_quoted(view.gap.ask)}"


def _counted(view: StepView) -> str:
    says = f"Services that can take this step: {view.total - view.refused}"
    if view.refused:
        says += f", and {view.refused} whose rules say no"
    shown = len(view.services)
    return says if shown == view.total else f"{says}. The first{f' {shown}' if shown > 1 else ''}:"


def _quoted(piece: Guidance) -> str:
    only = f"Only if {ended(piece.only_if)}" if piece.only_if else ""
    return " ".join(filter(None, (f"Source: {ended(piece.page.says)}", only, piece.mark)))


def _catch22_lines(one: Catch22) -> Iterator[str]:
    yield f"{_UNDER}{one.name}: {ended('; '.join(one.loop))}"
    yield f"{_DEEPER}What to do: {one.how_to_break_it}"
    yield from (f"{_DEEPER}{text}" for text in _backing(one))


def _backing(said: Step | Claim | Catch22) -> Iterator[str]:
    """Where something comes from, how sure that is and for whom it was written."""
    yield f"{_sources(said.sources)} {said.caution}".rstrip()
    if said.scope:
        yield f"This was {ended(said.scope)}"


def _sources(sources: Sequence[Cited]) -> str:
    return f"Source: {ended('; '.join(source.says for source in sources))}" if sources else OUR_REASONING
