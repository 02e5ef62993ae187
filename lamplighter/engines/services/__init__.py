"""The service map: what a city's services stand on, what falls with what, and what comes back when.

Pure functions over one checked :class:`Map`. People appear only where somebody with the right asks "what if
this person is away"; nothing here ranks them.
"""

from lamplighter.engines.services.dependency import (
    Dependency,
    OneAbsence,
    SkillGap,
    key_person_dependency,
    one_absence_away,
)
from lamplighter.engines.services.ending import Restoration, restoration
from lamplighter.engines.services.fall import Cause, Fall, Step, cascade, explain
from lamplighter.engines.services.layout import Layout, Line, Position, layered_layout
from lamplighter.engines.services.model import Group, Holding, Map, Need, Node
from lamplighter.engines.services.points import PointsOfFailure, points_of_failure
from lamplighter.engines.services.replay import Entry
from lamplighter.engines.services.timeline import Event, WhatIf, what_if

__all__ = [
    "Cause",
    "Dependency",
    "Entry",
    "Event",
    "Fall",
    "Group",
    "Holding",
    "Layout",
    "Line",
    "Map",
    "Need",
    "Node",
    "OneAbsence",
    "PointsOfFailure",
    "Position",
    "Restoration",
    "SkillGap",
    "Step",
    "WhatIf",
    "cascade",
    "explain",
    "key_person_dependency",
    "layered_layout",
    "one_absence_away",
    "points_of_failure",
    "restoration",
    "what_if",
]
