"""Words of exercises."""

from lamplighter.apps.exercise.phrases import authoring, log, mailing, preparing, report, sharing

DEEDS = {**authoring.DEEDS, **log.DEEDS, **mailing.DEEDS, **preparing.DEEDS, **report.DEEDS, **sharing.DEEDS}
FINDINGS = report.FINDINGS
JOB_WORDS = mailing.JOB_WORDS

__all__ = ["DEEDS", "FINDINGS", "JOB_WORDS"]
