"""The exact search: CP-SAT on the whole problem, started from the greedy answer. The only home of OR-Tools: the linear
programme that the search by columns asks (``linear``) lives here as well.

Read ``constraints.CONSTRAINTS`` for what must hold and ``objective`` for how each shape of charge is written.
"""

from lamplighter.engines.roster.cpsat.movements import improve, search
from lamplighter.engines.roster.cpsat.repair import repair

__all__ = ["improve", "repair", "search"]
