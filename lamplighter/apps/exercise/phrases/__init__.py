"""Words of exercises."""

from lamplighter.apps.exercise.phrases import authoring, log, preparing, report

DEEDS = {**authoring.DEEDS, **log.DEEDS, **preparing.DEEDS, **report.DEEDS}
FINDINGS = report.FINDINGS

__all__ = ["DEEDS", "FINDINGS"]
