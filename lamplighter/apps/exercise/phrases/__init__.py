"""Words of exercises."""

from lamplighter.apps.exercise.phrases import log, preparing

DEEDS = {**log.DEEDS, **preparing.DEEDS}

__all__ = ["DEEDS"]
