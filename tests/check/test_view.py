"""What Check shows of a person is on the screen only: no record of it tells what was said when it is written out."""

from hypothesis import given

from navigator.check import OUTCOMES, Answers, Check, Outcome
from tests.check.generated import answers

REFUSED = (
    Answers(age=17)
    .with_values("gender", ["man"])
    .with_values("area", ["Lambeth"])
    .with_values("substance-use", ["drugs-current"])
    .with_values("mental-health", ["severe-illness"])
)


def shown(check: Check, said: Answers, outcome: Outcome) -> str:
    """Every record there is of one outcome, written out."""
    group = next(group for group in check.view(said, most=3).groups if group.outcome == outcome)
    details = [check.detail(card.line.id, said) for card in group.places]
    held = list(check.each(said, outcome))[:3]
    statements = [detail.statements for detail in details]
    return f"{group!r}{details!r}{held!r}{[one.result for one in held]!r}{statements!r}"


def test_there_is_something_that_could_be_told(shipped: Check) -> None:
    view = shipped.view(REFUSED)
    assert any("You said" in card.because for group in view.groups for card in group.places)


def test_no_record_tells_what_was_said(shipped: Check) -> None:
    for outcome in OUTCOMES:
        told = shown(shipped, REFUSED, outcome)
        assert told
        assert "You said" not in told
        assert "Could you take" not in told


@given(said=answers())
def test_no_record_tells_what_anybody_said(shipped: Check, said: Answers) -> None:
    for outcome in OUTCOMES:
        told = shown(shipped, said, outcome)
        assert "You said" not in told
        assert "would rather not say" not in told
