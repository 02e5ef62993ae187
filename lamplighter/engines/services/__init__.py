"""The service map: what a city's services stand on, what falls with what, and what comes back when.

Pure functions over one checked :class:`Map`. People appear only where somebody with the right asks "what if
this person is away"; nothing here ranks them.
"""

from lamplighter.engines.services.model import Group, Holding, Map, Need, Node

__all__ = ["Group", "Holding", "Map", "Need", "Node"]
