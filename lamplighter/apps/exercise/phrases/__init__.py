"""Words of exercises."""

from lamplighter.apps.exercise.phrases import log

DEEDS = {**log.DEEDS}

__all__ = ["DEEDS"]
