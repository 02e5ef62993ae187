"""Words of exercises."""

from lamplighter.apps.exercise.phrases import log, preparing, report

DEEDS = {**log.DEEDS, **preparing.DEEDS, **report.DEEDS}
FINDINGS = report.FINDINGS

__all__ = ["DEEDS", "FINDINGS"]
