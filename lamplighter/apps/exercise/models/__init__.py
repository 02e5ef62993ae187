"""Scenarios, exercises, seats, the log, and what is said afterwards."""

from lamplighter.apps.exercise.models.evaluation import (
    Note,
    Observation,
    Rating,
    ReportText,
    Retest,
    SignOff,
    SurveyAnswer,
    SurveyToken,
)
from lamplighter.apps.exercise.models.exercises import Answer, Exercise, JoinCode, RealAddress, Seat
from lamplighter.apps.exercise.models.log import Line
from lamplighter.apps.exercise.models.said import Message, RealMail
from lamplighter.apps.exercise.models.scenarios import Attachment, Fixed, Scenario, ScenarioVersion
from lamplighter.apps.exercise.models.sharing import Lesson, Offer, Share, SpreadEdition
from lamplighter.apps.exercise.models.uploads import Upload

__all__ = [
    "Answer",
    "Attachment",
    "Exercise",
    "Fixed",
    "JoinCode",
    "Lesson",
    "Line",
    "Message",
    "Note",
    "Observation",
    "Offer",
    "Rating",
    "RealAddress",
    "RealMail",
    "ReportText",
    "Retest",
    "Scenario",
    "ScenarioVersion",
    "Seat",
    "Share",
    "SignOff",
    "SpreadEdition",
    "SurveyAnswer",
    "SurveyToken",
    "Upload",
]
