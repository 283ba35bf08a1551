"""What to do for somebody with both mental ill-health and alcohol or drug use, and where support falls away."""

from typing import TYPE_CHECKING

from navigator.names import lazy

if TYPE_CHECKING:
    from navigator.pathways.catch22s import Catch22
    from navigator.pathways.claims import Cited, Claim
    from navigator.pathways.matrix import Cell, CellService, Matrix, Row, to_csv
    from navigator.pathways.pathways import Pathways, TransitionView
    from navigator.pathways.routes import Route, RouteStep, WaysIn
    from navigator.pathways.situations import Situation, Step
    from navigator.pathways.steps import Gap, SituationView, StepService, StepView
    from navigator.pathways.timeline import Dated, Timeline
    from navigator.pathways.transitions import Action, Transition

__all__ = [
    "Action",
    "Catch22",
    "Cell",
    "CellService",
    "Cited",
    "Claim",
    "Dated",
    "Gap",
    "Matrix",
    "Pathways",
    "Route",
    "RouteStep",
    "Row",
    "Situation",
    "SituationView",
    "Step",
    "StepService",
    "StepView",
    "Timeline",
    "Transition",
    "TransitionView",
    "WaysIn",
    "to_csv",
]

__getattr__ = lazy(
    __name__,
    {
        "catch22s": "Catch22",
        "claims": "Cited Claim",
        "matrix": "Cell CellService Matrix Row to_csv",
        "pathways": "Pathways TransitionView",
        "routes": "Route RouteStep WaysIn",
        "situations": "Situation Step",
        "steps": "Gap SituationView StepService StepView",
        "timeline": "Dated Timeline",
        "transitions": "Action Transition",
    },
)
