"""Lines of a log before they are written."""

from lamplighter.engines.exercise import KINDS, Step, ill_formed

__all__ = ["KINDS", "Step", "ill_formed"]
