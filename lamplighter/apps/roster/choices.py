"""Closed lists of the roster app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Layer(TextChoices):
    PRIMARY = "primary", _("primary")
    BACKUP = "backup", _("backup")


class DutyKind(TextChoices):
    """What a duty is in law; the engine uses the same words."""

    WORKED = "worked", _("worked shift")
    STANDBY_SITE = "standby_site", _("standby on site")
    STANDBY_HOME = "standby_home", _("standby at home")
    CALLOUT = "callout", _("call-out")


class Look(TextChoices):
    """How a shift is drawn on the roster."""

    DAY = "day", _("day")
    EVENING = "evening", _("evening")
    NIGHT = "night", _("night")
    STANDBY = "standby", _("standby")


class LeaveKind(TextChoices):
    LEAVE = "leave", _("leave")
    ABSENT = "absent", _("absent")
    TRAINING = "training", _("training")


class DraftState(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    REPLACED = "replaced", _("replaced by a later version")
    DROPPED = "dropped", _("dropped")


# Every person may give so many points to wishes for one month of the city's calendar.
WISH_POINTS = 6

# How long a search may take, in seconds, as offered to whoever asks for a roster.
SEARCH_SECONDS = (10, 30, 120)

# How long a worker may think about why one duty is empty.
EXPLAIN_SECONDS = 5.0

# A roster is at most about three months long.
LONGEST_DAYS = 92
