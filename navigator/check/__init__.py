"""Who may take this person, and why not: answers, rules, what is still to be asked, and what to do about a no."""

from typing import TYPE_CHECKING

from navigator.names import lazy

if TYPE_CHECKING:
    from navigator.check.advice import Advice
    from navigator.check.answers import Allowed, Answers, read_answers
    from navigator.check.check import Check
    from navigator.check.questions import Choice, NeedChoice, Question, Questions, Safety, read_questions
    from navigator.check.result import OUTCOME_LABELS, OUTCOMES, Finding, Outcome, Result
    from navigator.check.statements import Statement
    from navigator.check.view import Ask, Card, Detail, Group, Held, View

__all__ = [
    "OUTCOMES",
    "OUTCOME_LABELS",
    "Advice",
    "Allowed",
    "Answers",
    "Ask",
    "Card",
    "Check",
    "Choice",
    "Detail",
    "Finding",
    "Group",
    "Held",
    "NeedChoice",
    "Outcome",
    "Question",
    "Questions",
    "Result",
    "Safety",
    "Statement",
    "View",
    "read_answers",
    "read_questions",
]

__getattr__ = lazy(
    __name__,
    {
        "advice": "Advice",
        "answers": "Allowed Answers read_answers",
        "check": "Check",
        "questions": "Choice NeedChoice Question Questions Safety read_questions",
        "result": "OUTCOMES OUTCOME_LABELS Finding Outcome Result",
        "statements": "Statement",
        "view": "Ask Card Detail Group Held View",
    },
)
