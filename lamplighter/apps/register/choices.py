"""Closed lists of the register."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class PostState(TextChoices):
    FILLED = "filled", _("filled")
    VACANT = "vacant", _("vacant")
    OUTSOURCED = "outsourced", _("outsourced")
    SHARED = "shared", _("shared between cities")


class ContractKind(TextChoices):
    PERMANENT = "permanent", _("permanent")
    FIXED_TERM = "fixed_term", _("fixed term")
    AGENCY = "agency", _("agency")
    SERVICE_COMPANY = "service_company", _("service company (volume contract)")


class PayPeriod(TextChoices):
    YEAR = "year", _("a year")
    MONTH = "month", _("a month")
    HOUR = "hour", _("an hour")


class Level(IntegerChoices):
    """Skill levels, after the four of the UK Government Digital and Data framework."""

    AWARENESS = 1, _("awareness")
    WORKING = 2, _("working")
    PRACTITIONER = 3, _("practitioner")
    EXPERT = 4, _("expert")


class EvidenceKind(TextChoices):
    SELF = "self", _("own word")
    MANAGER = "manager", _("manager's word")
    PEER = "peer", _("colleague's word")
    EXAM = "exam", _("exam or certificate")
    COURSE = "course", _("course")
    WORK = "work", _("seen at work")


class Tier(IntegerChoices):
    """How soon residents feel that a service is gone."""

    LIFE = 1, _("lives at risk")
    CITY = 2, _("the city stands still")
    DAILY = 3, _("daily life suffers")
    OFFICE = 4, _("office work waits")


class Hours(TextChoices):
    AROUND_THE_CLOCK = "24h", _("24 hours")
    OFFICE_HOURS = "hours", _("set hours")


class SystemKind(TextChoices):
    APPLICATION = "application", _("application")
    DATABASE = "database", _("database")
    NETWORK = "network", _("network")
    SERVER = "server", _("server")
    CLOUD = "cloud", _("cloud service")
    DEVICE = "device", _("field device")
    FACILITY = "facility", _("room, power or cooling")


class ImportKind(TextChoices):
    PEOPLE = "people", _("people")
    SERVICES = "services", _("services")


# Journal lines name these facts by code; readers see the word.
SPOKEN = {"level": Level, "was_level": Level}
