"""Lines of work: people by days, at most one shift a day, and the cheapest lines that meet the demand together."""

from lamplighter.engines.lines.model import (
    OFF,
    Demand,
    Grid,
    Lines,
    Person,
    Run,
    Shift,
    Total,
    Weekends,
    Wish,
)

__all__ = ["OFF", "Demand", "Grid", "Lines", "Person", "Run", "Shift", "Total", "Weekends", "Wish"]
