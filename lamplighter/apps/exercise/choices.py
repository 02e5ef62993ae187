"""Closed lists of exercises: channels, states, seats, marks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(TextChoices):
    MAIL = "mail", _("e-mail")
    PHONE = "phone", _("phone call")
    PRESS = "press", _("press")
    SOCIAL = "social", _("social media")
    LETTER = "letter", pgettext_lazy("how something comes", "letter")
    ALERT = "alert", _("alert")
    WALK_IN = "walk_in", _("somebody at the door")
    MESSAGE = "message", _("text message")


class VersionState(TextChoices):
    DRAFT = "draft", _("draft")
    ASIDE = "aside", pgettext_lazy("a version of a scenario", "set aside")
    APPROVED = "approved", _("approved")
    RETIRED = "retired", pgettext_lazy("a version of a scenario", "retired")


class Source(TextChoices):
    YAML = "yaml", _("a YAML file")
    XLSX = "xlsx", _("a workbook")
    OPENAEV = "openaev", _("an archive of OpenAEV")
    ICEBERG = "iceberg", _("a file of IcebergTTX")
    HERE = "here", _("written here")
    COPY = "copy", _("a copy of another scenario")


class ExerciseState(TextChoices):
    """How far an exercise is. Whether it is paused is its clock's business, and stands in its log."""

    DRAFT = "draft", _("being prepared")
    REHEARSED = "rehearsed", _("rehearsed")
    READY = "ready", _("ready")
    RUNNING = "running", _("running")
    HOT_WASH = "hot_wash", _("first impressions")
    EVALUATING = "evaluating", _("being evaluated")
    REPORT_DRAFT = "report_draft", _("report being written")
    AGREED = "agreed", _("report agreed")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class Purpose(TextChoices):
    REAL = "real", _("exercise")
    REHEARSAL = "trial", _("rehearsal")


class SeatKind(TextChoices):
    PLAYER = "player", _("player")
    EVALUATOR = "evaluator", _("evaluator")
    OBSERVER = "observer", _("observer")
    SCREEN = "screen", _("screen")


class Room(TextChoices):
    ROOM = "room", _("in the room")
    REMOTE = "remote", _("from elsewhere")
    PAPER = "paper", _("on paper")


class Mark(TextChoices):
    """How a task was performed, in the words of HSEEP."""

    PERFORMED = "P", _("performed without challenges")
    SOME = "S", _("performed with some challenges")
    MAJOR = "M", _("performed with major challenges")
    UNABLE = "U", _("unable to be performed")


class Observed(TextChoices):
    STRENGTH = "strength", _("strength")
    AREA = "area", _("area for improvement")


class LessonState(TextChoices):
    """What has become of a lesson that a city offered to its association."""

    WAITING = "waiting", pgettext_lazy("lesson", "waits for the association")
    APPROVED = "approved", pgettext_lazy("lesson", "in the library")
    DECLINED = "declined", pgettext_lazy("lesson", "not taken")
    WITHDRAWN = "withdrawn", pgettext_lazy("lesson", "taken back")


# While it is prepared, all of an exercise may still change.
PREPARED = (ExerciseState.DRAFT, ExerciseState.REHEARSED, ExerciseState.READY)
# Exercises whose clock runs or may run again, and those whose streams are open.
PLAYED = (ExerciseState.RUNNING,)
STREAMED = (ExerciseState.READY, ExerciseState.RUNNING, ExerciseState.HOT_WASH)
# A version in one of these states stays as it is.
FIXED = (VersionState.APPROVED, VersionState.RETIRED)

# People wait less for the log after a start than for what happened meanwhile: from so long on, the story stood still.
AWAY_S = 20
# A lesson is a few sentences.
LONGEST_LESSON = 1500
# Fewer answers than this would tell who said what.
LEAST_TO_REVEAL = 3
