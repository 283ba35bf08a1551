"""Where every service stands for one person, as a JSON document and as lines for people to read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from navigator.check import OUTCOMES, Answers, Ask, Card, Check, Detail, Finding, Group, Held, View
from navigator.check.statements import because, note_of, why
from navigator.directory import Source
from navigator.find.wording import ended, plural

_UNDER: Final = "     "
_TO_TRY: Final = "Places to try"


def document(check: Check, answers: Answers, limit: int | None = None) -> dict[str, Any]:
    """Where every service stands, as one JSON object; ``limit`` is how many of each outcome, None for all."""
    view = check.view(answers, most=0)
    services = (one for outcome in OUTCOMES for one in islice(check.each(answers, outcome), limit))
    return {
        "services": [_service(one, check) for one in services],
        "next_question": _question(view.next, view) if view.next else None,
        "counts": dict(view.counts),
        "need": list(answers.needs),
    }


def _service(one: Held, check: Check) -> dict[str, Any]:
    listing, result = one.listing, one.result
    return {
        "id": listing.id,
        "name": listing.name,
        "organization": listing.organization.name,
        "outcome": result.outcome,
        "because": because(result, check.vocabulary),
        "met": _rules(result.met, check),
        "unmet": _rules(result.unmet, check),
        "unknown": _rules(result.unknown, check),
        "also_ask": _rules(result.also_ask, check),
        "first_for": _rules(result.first_for, check),
        "ask": list(one.asks),
    }


def _rules(findings: Sequence[Finding], check: Check) -> list[dict[str, Any]]:
    return [_rule(finding, check) for finding in findings]


def _rule(finding: Finding, check: Check) -> dict[str, Any]:
    rule = finding.rule
    ages = {"minimum": rule.minimum, "maximum": rule.maximum} if rule.facet == "age" else {"values": list(rule.values)}
    return {
        "facet": rule.facet,
        "rule": rule.rule,
        "strength": rule.strength,
        **ages,
        "why": why(finding, check.vocabulary),
        "note": note_of(rule) or None,
        "source": page(rule.source),
    }


def page(source: Source | None) -> dict[str, Any] | None:
    """The page that a listing has something from."""
    return {"title": source.title, "url": source.url, "date": source.page_date} if source else None


def _question(asked: Ask, view: View) -> dict[str, Any]:
    question = asked.question
    return {
        "facet": question.facet,
        "text": question.text,
        "why": question.why,
        "would_settle": asked.would_settle,
        "sensitive": question.sensitive,
        "safety_first": view.safety_first,
        "choices": [{"value": choice.value, "label": choice.label} for choice in asked.choices],
    }


@dataclass(frozen=True, slots=True)
class Standing:
    """Where every service stands, for people: up to ``most`` of each outcome."""

    check: Check
    answers: Answers
    most: int

    def lines(self) -> Iterator[str]:
        """The groups, the next question, what nobody has checked, and the promise."""
        view = self.check.view(self.answers, most=self.most)
        unchecked = True
        for group in view.groups:
            yield self._heading(group)
            for number, card in enumerate(group.places, 1):
                detail = self.check.detail(card.line.id, self.answers)
                unchecked = unchecked and detail.unchecked
                yield ""
                yield from self._place(number, card, detail, group.outcome)
            yield ""
        yield from self._next(view)
        if unchecked and view.found:
            yield from ("", "Nobody has checked any of these with the service. Ring before sending someone.")
        yield from ("", self.check.questions.privacy)

    def _heading(self, group: Group) -> str:
        shown = len(group.places)
        some = "" if shown == group.total else f". The first{f' {shown}' if shown > 1 else ''}:"
        label = _TO_TRY if group.outcome == OUTCOMES[0] else group.label
        return f"{label}: {group.total}{some}"

    def _place(self, number: int, card: Card, detail: Detail, outcome: str) -> Iterator[str]:
        shown = card.line
        yield f"{number:>3}. {shown.name.text}{f' ({shown.mark.lower()})' if shown.mark else ''}"
        yield _UNDER + " · ".join(filter(None, (shown.organization, shown.areas, shown.opening)))
        yield from {"says-no": _refused, "worth-asking": _asked, "meets-rules": _welcome}[outcome](card, detail)
        yield f"{_UNDER}More: navigator show {shown.id}"

    def _next(self, view: View) -> Iterator[str]:
        questions = self.check.questions
        if view.next is None:
            yield f"{questions.enough}. {questions.enough_says}"
            return
        asked = view.next
        if view.safety_first:
            yield f"Before anything private: {questions.safety.text} {questions.safety.why}"
        yield f"Next question: {asked.question.text}"
        yield f"{_UNDER}Why we ask: {asked.question.why}"
        if asked.choices:
            labels = [*(choice.label for choice in asked.choices), asked.question.none]
            yield f"{_UNDER}Choices: {'; '.join(filter(None, labels))}"
        yield f"{_UNDER}For the worker: {asked.question.worker}"
        yield f"{_UNDER}It would settle something at {plural(asked.would_settle, 'service')}."


def _welcome(card: Card, detail: Detail) -> Iterator[str]:
    yield f"{_UNDER}Why: {card.because}"
    yield from _told(detail, "met", "first-for")
    yield from _ring(detail)
    yield from _asks(detail)


def _asked(card: Card, detail: Detail) -> Iterator[str]:
    yield f"{_UNDER}{card.because}"
    yield from _ring(detail)
    yield from _asks(detail)
    yield from _ways_on(detail)


def _refused(_card: Card, detail: Detail) -> Iterator[str]:
    yield from _told(detail, "unmet")
    yield from _ways_on(detail)


def _told(detail: Detail, *kinds: str) -> Iterator[str]:
    """The rules of some kinds, each with its source."""
    for said in detail.statements:
        if said.kind in kinds and (said.kind != "unmet" or said.hard or said.contested):
            yield f"{_UNDER}{said.text}"
            if said.note:
                yield f"{_UNDER}Its page adds: {ended(said.note)}"
            yield f"{_UNDER}Source: {said.source}"


def _ring(detail: Detail) -> Iterator[str]:
    for part in detail.ring:
        if part.kind == "phone":
            yield f"{_UNDER}Ring: {' · '.join(filter(None, (part.text, part.note)))}"
        elif part.kind == "text":
            yield f"{_UNDER}{part.text}"


def _asks(detail: Detail) -> Iterator[str]:
    for question in detail.asks:
        yield f"{_UNDER}Ask: “{question}”"


def _ways_on(detail: Detail) -> Iterator[str]:
    """What to say against a refusal, and whom else to try."""
    advice = detail.advice
    if advice is None:
        return
    for challenge in advice.challenges:
        for words in challenge.words[:1]:
            yield f"{_UNDER}You can say: “{words}”"
    for other in advice.others:
        phone = f", {other.phone.number}" if other.phone else ""
        yield f"{_UNDER}Instead: {other.name}{phone}. {other.reason}"
    if advice.next_step:
        step = advice.next_step
        yield f"{_UNDER}{' '.join(filter(None, (step.text, step.name, step.number)))}"
