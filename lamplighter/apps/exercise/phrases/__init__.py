"""Words of exercises."""

from lamplighter.apps.exercise.phrases import authoring, log, preparing, report, sharing

DEEDS = {**authoring.DEEDS, **log.DEEDS, **preparing.DEEDS, **report.DEEDS, **sharing.DEEDS}
FINDINGS = report.FINDINGS

__all__ = ["DEEDS", "FINDINGS"]
