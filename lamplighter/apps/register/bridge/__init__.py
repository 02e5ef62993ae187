"""Where the register's rows meet the engine of the service map."""

from lamplighter.apps.register.bridge.chart import Chart, Outline, chart_of, key_of, map_of
from lamplighter.apps.register.bridge.drawing import Box, Drawing, Wire, drawing_of
from lamplighter.apps.register.bridge.falling import Fallen, Falling, Part, fall_of
from lamplighter.apps.register.bridge.hanging import Absence, Points, absences, absences_in, points, slack_of

__all__ = [
    "Absence",
    "Box",
    "Chart",
    "Drawing",
    "Fallen",
    "Falling",
    "Outline",
    "Part",
    "Points",
    "Wire",
    "absences",
    "absences_in",
    "chart_of",
    "drawing_of",
    "fall_of",
    "key_of",
    "map_of",
    "points",
    "slack_of",
]
