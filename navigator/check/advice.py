"""What to do about a no: challenge it, go elsewhere, ask for a joint appointment, and only then change something.

There is always a next step. Every sentence is reviewed text of ``resources/guidance.toml`` and
``resources/changes.toml``, or says what a listing says; none asks anybody to be worse off, to give anything up or to be
somebody else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol

from navigator.check.changes import Change, Changes
from navigator.check.guidance import Application, Challenges, Guidance, fitting
from navigator.check.known import Known
from navigator.check.result import OUTCOME_LABELS, OUTCOMES, Finding, Result
from navigator.check.rules import Rule
from navigator.directory import Listing, Phone, Vocabulary
from navigator.find.number import NextNumber
from navigator.find.wording import listed, lower_first

MOST_OTHERS: Final = 3
MOST_READ: Final = 40
"""How many places are looked at for one answer; the best come first, so later ones seldom matter."""
ASK_IN_WRITING: Final = (
    "Ask for the refusal and the reason in writing, and for the name of somebody who can look again."
)
BESIDES: Final = "Another of their rules says no as well, so look elsewhere at the same time."
ANYONE_MAY_APPLY: Final = "Anyone may apply. Ask for the decision in writing."
ASK_THEM: Final = (
    "Ask them who would take this person, for a name and a number, and whether they will ring there with you. "
    "If it cannot wait, look in Right now."
)
LINE: Final = "A helpline that anybody can ring. They can help to think of who else there is."
INSTEAD: Final = "The next best number to ring about the same help."
PARTNERS: Final = {"mental-health": ("mental-health",), "substance-use": ("substance-use", "alcohol", "drugs")}
"""The needs of the service to ask for a joint appointment with, by the facet that shuts somebody out."""
_NO_NEED: Final = frozenset({"none", "abstinent", "reducing"})
_HELPLINES: Final = ("helpline",)
_BY_ONESELF: Final = frozenset({"self", "drop-in"})


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """A service that could be named instead, with what it says to the same person."""

    listing: Listing
    result: Result


class Places(Protocol):
    """Finds services for the same person, best first; those that have closed or say no need not be left out."""

    def __call__(self, needs: Sequence[str], types: Sequence[str]) -> Iterable[Candidate]:
        """Services that help with one of the needs and are of one of the kinds; no needs or no kinds means any."""


@dataclass(frozen=True, slots=True, repr=False)
class Challenge:
    """A refusal that can be challenged: the contested rules, none where anyone may apply, and what to quote and say.

    ``words`` are ready to say on the phone, the most fitting first.
    """

    findings: tuple[Finding, ...]
    guidance: tuple[Guidance, ...]
    application: Application | None
    do: str

    @property
    def words(self) -> tuple[str, ...]:
        """What the worker can say."""
        return tuple(one.words for one in (self.application, *self.guidance) if one)


@dataclass(frozen=True, slots=True, repr=False)
class Other:
    """A service to try instead, and why this one; ``phone`` is the number to ring, None where its page gives none."""

    id: str
    name: str
    outcome: str
    reason: str
    phone: Phone | None


@dataclass(frozen=True, slots=True, repr=False)
class Joint:
    """A joint appointment: what to ask for, and the services of the other need to ask it with, best first."""

    change: Change
    partners: tuple[Other, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """A change from the reviewed list, and the services that can help with it."""

    change: Change
    helpers: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is left when no other service was found: a number to ring and whose it is, or what to ask.

    ``id``, ``name`` and ``number`` are "" where there is nobody to name.
    """

    text: str
    id: str = ""
    name: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Advice:
    """What to do about one refusal, in order; ``next_step`` is there exactly where there are no ``others``."""

    challenges: tuple[Challenge, ...]
    others: tuple[Other, ...]
    joint: Joint | None
    changes: tuple[Offer, ...]
    next_step: NextStep | None


@dataclass(frozen=True, slots=True)
class Adviser:
    """Everything advice is made of that is the same for every service and every person."""

    challenges: Challenges
    changes: Changes
    vocabulary: Vocabulary

    def advise(self, refused: Candidate, known: Known, places: Places, instead: NextNumber | None = None) -> Advice:
        """What to do about a service that says no, or that may refuse because of one of two needs.

        Other services are for what the person came for, where the service helps with that, else for its main need.
        ``instead`` is the next best number where it has none of its own.
        """
        listing = refused.listing
        others = self._others(refused, known, places)
        return Advice(
            challenges=tuple(self._challenges(refused, known)),
            others=others,
            joint=self._joint(refused, places),
            changes=tuple(self._offers(refused, places)),
            next_step=None if others else self._next_step(listing, places, instead),
        )

    def _challenges(self, refused: Candidate, known: Known) -> Iterator[Challenge]:
        listing, result = refused.listing, refused.result
        if result.anyone_may_apply:
            yield Challenge((), (), self.challenges.application(listing.needs), ANYONE_MAY_APPLY)
        contested = tuple(finding for finding in result.unmet if finding.rule.strength == "contested")
        if contested:
            do = f"{ASK_IN_WRITING} {BESIDES}" if result.outcome == OUTCOMES[-1] else ASK_IN_WRITING
            yield Challenge(contested, fitting(self.challenges.guidance, known, listing.service_types), None, do)

    def _others(self, refused: Candidate, known: Known, places: Places) -> tuple[Other, ...]:
        """Up to three for the same need: those of the same kind first, and one among them whose rules are met."""
        listing = refused.listing
        needs = [need for need in known.answers.needs if need in listing.needs] or listing.needs[:1]
        found = list(_open(places(needs, ()), without=listing.id)) if needs else []
        kinds = set(listing.service_types)
        found.sort(key=lambda one: (kinds.isdisjoint(one.listing.service_types), _rank(one)))
        chosen = found[:MOST_OTHERS]
        meeting = next((one for one in found if not _rank(one)), None)
        if meeting and all(map(_rank, chosen)):
            chosen[-1] = meeting
        return tuple(self._other(one, kinds) for one in chosen)

    def _joint(self, refused: Candidate, places: Places) -> Joint | None:
        """A joint appointment with a service for the need that the rule shuts out, wherever one does."""
        shut = [finding.rule.facet for finding in refused.result.unmet if shuts_out(finding.rule)]
        if not shut:
            return None
        own = refused.listing.needs[:1]
        facet = next((facet for facet in shut if set(PARTNERS[facet]).isdisjoint(own)), shut[0])
        joint = self.changes.joint
        return Joint(joint, self._best(refused, places(PARTNERS[facet], joint.types)))

    def _offers(self, refused: Candidate, places: Places) -> Iterator[Offer]:
        for change in self.changes.answering(refused.result, refused.listing):
            yield Offer(change, self._best(refused, places(change.needs, change.types)))

    def _best(self, refused: Candidate, candidates: Iterable[Candidate]) -> tuple[Other, ...]:
        found = sorted(_open(candidates, without=refused.listing.id), key=_rank)
        return tuple(self._other(one, ()) for one in found[:MOST_OTHERS])

    def _next_step(self, listing: Listing, places: Places, instead: NextNumber | None) -> NextStep:
        if instead is not None:
            return NextStep(INSTEAD, instead.id, instead.name, instead.number)
        for one in _open(places((), _HELPLINES), without=listing.id):
            if one.listing.phones:
                return NextStep(LINE, one.listing.id, one.listing.name, one.listing.phones[0].number)
        return NextStep(ASK_THEM)

    def _other(self, one: Candidate, kinds: Iterable[str]) -> Other:
        listing, outcome = one.listing, one.result.outcome
        return Other(
            listing.id,
            listing.name,
            outcome,
            self._reason(one, kinds),
            listing.phones[0] if listing.phones else None,
        )

    def _reason(self, one: Candidate, kinds: Iterable[str]) -> str:
        """Why it is named: ``"Worth asking. The same kind of help: hostel. You can turn up or ring."``."""
        shared = [kind for kind in one.listing.service_types if kind in kinds]
        said = [f"{OUTCOME_LABELS[one.result.outcome]}."]
        if shared:
            labels = [lower_first(self.vocabulary.label("type", kind)) for kind in shared]
            said.append(f"The same kind of help: {listed(labels, 'and')}.")
        said.append(_way(one.listing))
        return " ".join(said)


def shuts_out(rule: Rule) -> bool:
    """Whether a rule turns people away because they have a mental health need, or one with alcohol or drugs."""
    if rule.facet not in PARTNERS:
        return False
    named = set(rule.values)
    return bool(named - _NO_NEED) if rule.rule == "excludes" else rule.rule == "requires" and named <= _NO_NEED


def can_be_reached(listing: Listing) -> bool:
    """Whether the page gives any way to it for somebody who has no one to refer them, or for their worker."""
    ways = listing.phones or listing.email or listing.open_access or listing.anyone_may_apply
    return bool(ways) or not _BY_ONESELF.isdisjoint(listing.referral_routes)


def _open(candidates: Iterable[Candidate], without: str) -> Iterator[Candidate]:
    """The first of them that run, do not say no and can be reached, each once, and not the service itself."""
    seen = {without}
    for one in islice(candidates, MOST_READ):
        shut = one.listing.status == "closed" or one.result.outcome == OUTCOMES[-1]
        if one.listing.id not in seen and not shut and can_be_reached(one.listing):
            seen.add(one.listing.id)
            yield one


def _rank(one: Candidate) -> int:
    return OUTCOMES.index(one.result.outcome)


def _way(listing: Listing) -> str:
    """How to get to it, in one sentence."""
    ways = (
        ("turn up", listing.open_access or "drop-in" in listing.referral_routes),
        ("ring", bool(listing.phones)),
        ("apply", listing.anyone_may_apply),
        ("write to them", bool(listing.email) and not listing.phones),
        ("ask to be seen", "self" in listing.referral_routes),
    )
    return f"You can {listed(islice((way for way, there in ways if there), 2), 'or')}."
