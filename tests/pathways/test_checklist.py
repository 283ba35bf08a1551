from datetime import date

import pytest

from navigator.check.guidance import CHECK
from navigator.check.view import Card
from navigator.find.line import Line, Marked
from navigator.pathways.catch22s import on_transition, read_catch22s
from navigator.pathways.checklist import Checklist, checklist
from navigator.pathways.ics import ics
from navigator.pathways.timeline import timeline
from navigator.pathways.transitions import PLANNING, RULE, Transition, read_transitions

TRANSITIONS = read_transitions()
LOOPS = read_catch22s()
FRIDAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 23)
each_transition = pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda transition: transition.id)


def of(transition: Transition, day: date = FRIDAY, today: date = MONDAY) -> Checklist:
    return checklist(timeline(transition, day, today), on_transition(LOOPS, transition.id))


def section(made: Checklist, heading: str) -> str:
    (found,) = (each for each in made.sections if each.heading == heading)
    return "\n".join(found.lines)


@each_transition
def test_everything_of_a_transition_is_on_the_paper(transition: Transition) -> None:
    made = of(transition)
    text = "\n".join(made.lines())
    for action in transition.actions:
        assert action.action in text
        assert action.who in text
        assert action.when in text
        assert all(source.says in text for source in action.sources)
    for right in transition.rights:
        assert right.text.rstrip(".") in section(made, "Rights")
    for flag in transition.red_flags:
        assert flag.text.rstrip(".") in section(made, "Red flags")
    for paper in transition.papers:
        assert paper in section(made, "Papers to have")
    for caution in transition.cautions:
        assert caution.says in section(made, "May have changed")
    for loop in on_transition(LOOPS, transition.id):
        assert loop.how_to_break_it in section(made, "Rules that block one another")
    assert transition.why_it_fails.rstrip(".") in section(made, "Why support falls away")
    assert transition.holds_both_ends.text.rstrip(".") in section(made, "Who holds both ends")


@each_transition
def test_what_nobody_read_in_its_source_is_marked_and_nothing_else(transition: Transition) -> None:
    found = timeline(transition, FRIDAY, MONDAY)
    for item, dated in zip(checklist(found).items, found.dated, strict=True):
        assert (CHECK in " ".join(item.notes)) == (dated.action.confidence != "seen")
    rights = [line for each in of(transition).sections if each.heading == "Rights" for line in each.lines]
    assert sum(CHECK in line for line in rights) == sum(not right.sure for right in transition.rights)
    assert CHECK in section(of(transition), "Red flags")


@each_transition
def test_only_a_rule_is_called_one(transition: Transition) -> None:
    found = timeline(transition, FRIDAY, MONDAY)
    for item, dated in zip(checklist(found).items, found.dated, strict=True):
        notes = " ".join(item.notes)
        assert ("is a rule" in notes) == (dated.action.basis == RULE)
        assert ("suggested" in notes) == (dated.action.basis == PLANNING)
        assert ("Legal duty" in notes) == (dated.action.duty == "statutory")


def test_each_thing_to_do_has_a_number_and_a_box() -> None:
    made = of(TRANSITIONS[0])
    lines = list(made.lines())
    for item in made.items:
        assert f"{item.number:>3}. [ ] {item.text}" in lines
    calendar = ics(timeline(TRANSITIONS[0], FRIDAY, MONDAY)).decode()
    assert f"Reminder 12 of {len(made.items)}" in calendar


def test_it_opens_with_the_day_and_what_to_know_of_it() -> None:
    opening = of(TRANSITIONS[0], today=date(2026, 11, 30)).opening
    assert opening[0] == "Day 0 is Friday 27 November 2026, the day of release from custody."
    assert opening[1] == "This is how it stands on Monday 30 November 2026."
    assert opening[2].startswith("That day has passed: 3 days ago.")
    assert opening[3].startswith("That day is a Friday.")


def test_what_is_overdue_or_for_today_is_urgent() -> None:
    found = timeline(TRANSITIONS[0], FRIDAY, FRIDAY)
    urgent = [item.urgent for item in checklist(found).items]
    assert urgent == [dated.overdue or dated.today for dated in found.dated]
    assert True in urgent
    assert False in urgent


def test_services_stand_on_it_without_what_somebody_said() -> None:
    line = Line(
        key=1, id="harbour", name=Marked("Harbour"), mark="May have closed", organization="Port", areas="Lambeth",
        does=Marked(""), ways="", stance="accepts", both="Both needs: takes people with both", state="unknown",
        opening="", distance="", checked="Never checked", unsaid="", points=(),
    )  # fmt: skip
    card = Card(line, "says-no", "Only for: women. You said: man.", 0)
    made = checklist(timeline(TRANSITIONS[0], FRIDAY, MONDAY), services=[card])
    says = section(made, "Services that say they help with this")
    assert says == "Harbour (may have closed) · Port · Lambeth · Both needs: takes people with both"
    assert "You said" not in "\n".join(made.lines())


def test_it_ends_with_whose_the_paper_is() -> None:
    assert list(of(TRANSITIONS[0]).lines())[-1].startswith("Navigator saves nothing about a person.")


@each_transition
def test_no_line_is_empty_of_words_or_ends_twice(transition: Transition) -> None:
    for line in of(transition).lines():
        assert not line.rstrip().endswith((" .", "..", ":"))
        assert "None" not in line.split()
