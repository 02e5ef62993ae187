"""The roster in words: deeds, background work, reasons."""

from lamplighter.apps.roster.phrases import rosters, tonight
from lamplighter.apps.roster.phrases.rosters import (
    ABOUT,
    JOB_WORDS,
    PARTS,
    PHASE_WORDS,
    PRIVATE,
    REASONS,
    STATUSES,
)

DEEDS = {**rosters.DEEDS, **tonight.DEEDS}


__all__ = ["ABOUT", "DEEDS", "JOB_WORDS", "PARTS", "PHASE_WORDS", "PRIVATE", "REASONS", "STATUSES"]
