"""Going through a listing with its provider: the number to ring, and the facts to confirm one by one.

Nothing is ticked beforehand, and only what the provider said yes to is noted as confirmed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from navigator.directory import Listing, Store, Vocabulary
from navigator.find.hours import Hours
from navigator.find.number import NextNumber
from navigator.find.parts import Part
from navigator.find.ringing import ringing
from navigator.find.rules import rule_sentence
from navigator.find.timetable import opening_parts
from navigator.find.wording import ended, joined, listed
from navigator.listings.checks.found import TOPICS, Found, Method, Topic
from navigator.listings.status import STATUS

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Author, Saved

Answer = Literal["yes", "changed", "no-answer"]
ANSWERS: Final[Mapping[Answer, str]] = {"yes": "Yes", "changed": "Changed", "no-answer": "No answer"}
"""What the provider can say to a fact, in words."""
_NAMES: Final = {
    "status": "Status",
    "phones": "Phone",
    "email": "Email",
    "url": "Website",
    "locations": "Address",
    "hours": "Open",
    "referral_routes": "Ways in",
    "how_to_refer": "How to refer",
    "areas": "Areas",
    "required_documents": "To bring",
    "eligibility": "Rule",
    "dual_diagnosis": "Someone with both needs",
}


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """One fact to confirm: what the listing says, what to ask, and the field of its form to edit where it changed."""

    key: str
    group: Topic
    says: str
    ask: str
    field: str

    @property
    def name(self) -> str:
        """What kind of fact it is: ``"Areas"``."""
        return _NAMES[self.field]

    @property
    def named(self) -> str:
        """What the listing says, and of what: ``"Areas: Lambeth."``."""
        return f"{self.name}: {self.says}"


@dataclass(frozen=True, slots=True)
class RunThrough:
    """A listing as a coordinator goes through it; ``ring`` is whom to ring, ``answers`` what was said, by fact."""

    service_id: str
    name: str
    organization: str
    ring: tuple[Part, ...]
    facts: tuple[ToConfirm, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def answered(self, key: str, answer: Answer | None) -> "RunThrough":
        """The same with what was said to a fact; None takes back what was said."""
        others = {other: said for other, said in self.answers.items() if other != key}
        return replace(self, answers=others | ({key: answer} if answer else {}))

    @property
    def next(self) -> ToConfirm | None:
        """The first fact that nothing was said to yet."""
        return next((fact for fact in self.facts if fact.key not in self.answers), None)

    @property
    def confirmed(self) -> frozenset[Topic]:
        """The groups whose every fact was said yes to."""
        return frozenset(group for group in TOPICS if (facts := self._of(group)) and all(map(self._yes, facts)))

    @property
    def changed(self) -> frozenset[Topic]:
        """The groups in which some fact is another now."""
        return frozenset(fact.group for fact in self.facts if self.answers.get(fact.key) == "changed")

    @property
    def also(self) -> tuple[str, ...]:
        """What was said yes to in groups that were not confirmed as a whole."""
        return tuple(fact.says for fact in self.facts if self._yes(fact) and fact.group not in self.confirmed)

    @property
    def to_edit(self) -> tuple[str, ...]:
        """The fields of the listing's form that changed, each once."""
        return tuple(dict.fromkeys(fact.field for fact in self.facts if self.answers.get(fact.key) == "changed"))

    @property
    def nobody_answered(self) -> bool:
        """Whether somebody tried, and nothing at all was answered."""
        return bool(self.answers) and set(self.answers.values()) == {"no-answer"}

    def _of(self, group: Topic) -> tuple[ToConfirm, ...]:
        return tuple(fact for fact in self.facts if fact.group == group)

    def _yes(self, fact: ToConfirm) -> bool:
        return self.answers.get(fact.key) == "yes"


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of it: what was noted, None for nothing, and the fields of the listing's form to edit now."""

    saved: "Saved | None"
    to_edit: tuple[str, ...]


def run_through(listing: Listing, vocabulary: Vocabulary, instead: NextNumber | None = None) -> RunThrough:
    """A listing to go through, nothing said yet; ``instead`` is whom to ring where it has no number of its own."""
    facts = facts_to_confirm(listing, vocabulary)
    return RunThrough(listing.id, listing.name, listing.organization.name, tuple(ringing(listing, instead)), facts)


def finish(store: Store, run: RunThrough, method: Method, author: "Author", on: date) -> Finished:
    """Note what was confirmed as one check, or a try where nobody answered; raises NavigatorError as those do.

    What was said yes to in a group that was not confirmed as a whole goes into the check's note.
    """
    from navigator.listings.checks.verifying import no_answer, verify

    if run.nobody_answered:
        return Finished(no_answer(store, run.service_id, author, on), ())
    if not Found(method, run.confirmed).groups:
        return Finished(None, run.to_edit)
    note = f"Also confirmed: {'; '.join(said.rstrip('.') for said in run.also)}." if run.also else ""
    return Finished(verify(store, run.service_id, Found(method, run.confirmed, note), author, on), run.to_edit)


def facts_to_confirm(listing: Listing, vocabulary: Vocabulary) -> tuple[ToConfirm, ...]:
    """What to ask about a listing, one fact at a time. A confidential address is never asked for."""
    return (*_runs(listing), *_contacts(listing), *_hours(listing), *_rules(listing, vocabulary))


def _runs(listing: Listing) -> Iterator[ToConfirm]:
    closed = listing.status == "closed"
    ask = f"Is it right that {listing.name} has closed?" if closed else f"Does {listing.name} still run?"
    yield ToConfirm("status", "runs", STATUS.get(listing.status, listing.status), ask, "status")


def _contacts(listing: Listing) -> Iterator[ToConfirm]:
    for number, phone in enumerate(listing.phones, 1):
        says = joined(phone.number, phone.note)
        yield ToConfirm(f"phones.{number}", "contacts", says, "Is this still a number to ring?", "phones")
    if not listing.phones:
        says, ask = "No number is listed.", "Is it right that there is no number to ring?"
        yield ToConfirm("phones", "contacts", says, ask, "phones")
    for name, text in (("email", listing.email), ("url", listing.url)):
        if text:
            what = "email address" if name == "email" else "web address"
            yield ToConfirm(name, "contacts", text, f"Is this still the {what}?", name)
    for number, place in enumerate(listing.locations, 1):
        says = ", ".join(filter(None, (place.name, place.address_1, place.city, place.postal_code)))
        if says and not place.confidential:
            yield ToConfirm(f"locations.{number}", "contacts", says, "Is it still here?", "locations")


def _hours(listing: Listing) -> Iterator[ToConfirm]:
    hours = listing.hours
    told = [line for part in opening_parts(listing, Hours()) if part.kind == "day" for line in part.lines]
    told = [*(told or filter(None, [hours.opening_hours])), *filter(None, [hours.note])]
    if told:
        ask = "Are these still the times when people can come or ring?"
        yield ToConfirm("hours", "hours", "; ".join(told), ask, "hours")
    else:
        ask = "Is it right that it has no fixed hours?"
        yield ToConfirm("hours", "hours", "No hours are listed.", ask, "hours")


def _rules(listing: Listing, vocabulary: Vocabulary) -> Iterator[ToConfirm]:
    def labels(taxonomy: str, codes: Iterable[str], last: str) -> str:
        return listed([vocabulary.label(taxonomy, code) for code in codes], last, lower=True)

    for says, ask, name in (
        (labels("route", listing.referral_routes, "or"), "Are these still the ways in?", "referral_routes"),
        (listing.how_to_refer, "Is this still how to refer someone?", "how_to_refer"),
        (listed(listing.areas, "and"), "Do you still take people from these areas, and no others?", "areas"),
        (listed(listing.required_documents, "and"), "Must people still bring this?", "required_documents"),
    ):
        if says:
            yield ToConfirm(name, "rules", ended(says), ask, name)
    for number, rule in enumerate(listing.eligibility, 1):
        says, ask = rule_sentence(rule, vocabulary), "Is this still so?"
        yield ToConfirm(f"eligibility.{number}", "rules", says, ask, "eligibility")
    if not listing.eligibility and not listing.open_access:
        says, ask = "No rules are listed.", "Is it right that there are no rules about who may come?"
        yield ToConfirm("eligibility", "rules", says, ask, "eligibility")
    stance = listing.stance
    says = joined(vocabulary.label("stance", stance.stance), stance.note, ". ")
    known = "Is this still what happens when someone needs help with both mental health and alcohol or drugs?"
    unsaid = "Is there still no rule about people who need help with both mental health and alcohol or drugs?"
    ask = unsaid if stance.stance == "not-stated" else known
    yield ToConfirm("dual_diagnosis", "rules", ended(says), ask, "dual_diagnosis")
