"""Closed lists of the cities app: kinds of organisation, roles, and what each role may do."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    CITY = "city", _("city")
    ASSOCIATION = "association", _("association of cities")


class Role(TextChoices):
    SPECIALIST = "specialist", _("specialist")
    DUTY_MANAGER = "duty_manager", _("duty manager")
    CIO = "cio", _("chief information officer")
    HR = "hr", _("human resources")
    EXECUTIVE = "executive", _("mayor or department head")
    AUDITOR = "auditor", _("auditor")
    STAFF = "staff", _("association staff")
    BOARD = "board", _("board member")
    DELEGATE = "delegate", _("member city's delegate")


CITY_ROLES = (Role.SPECIALIST, Role.DUTY_MANAGER, Role.CIO, Role.HR, Role.EXECUTIVE, Role.AUDITOR)
ASSOCIATION_ROLES = (Role.STAFF, Role.BOARD, Role.DELEGATE)


class Sight(TextChoices):
    """What somebody may see or do in one organisation; roles are bundles of these."""

    OWN = "own", _("see one's own duties, pay and skills")
    TONIGHT = "tonight", _("see who is on duty")
    CONTACTS = "contacts", _("see how to reach whoever is on duty")
    PEOPLE = "people", _("see people, their units, posts and skills")
    PEOPLE_EDIT = "people_edit", _("change people, posts and contracts")
    SKILLS_EDIT = "skills_edit", _("record skills")
    PAY = "pay", _("see contracts' pay and what duty earns")
    SERVICES = "services", _("see services, systems and the service map")
    SERVICES_EDIT = "services_edit", _("change services, systems, dependencies and needs")
    KEY_PERSON = "key_person", _("see which services hang on one person")
    ROSTER = "roster", _("see published rosters")
    ROSTER_EDIT = "roster_edit", _("make and publish rosters, record leave")
    LAW = "law", _("see the rules of law that apply")
    LAW_REVIEW = "law_review", _("approve rules of law")
    ACTIONS = "actions", _("see findings and the actions due")
    ACTIONS_EDIT = "actions_edit", _("open, assign and close actions")
    IMPORT = "import", _("bring in spreadsheets")
    JOURNAL = "journal", _("read the journal")
    ACCOUNTS = "accounts", _("invite people and give roles")
    SETTINGS = "settings", _("change the organisation's own settings")
    MEMBERS = "members", _("see the association's member cities")
    SCENARIOS_SHARE = "scenarios_share", _("approve lessons for the association's library")
    EXERCISES = "exercises", _("see exercises and their reports")
    EXERCISE_RUN = "exercise_run", _("write scenarios, prepare and run exercises")


SIGHTS: dict[str, frozenset[Sight]] = {
    Role.SPECIALIST: frozenset({Sight.OWN, Sight.TONIGHT, Sight.CONTACTS, Sight.SERVICES, Sight.ROSTER, Sight.LAW}),
    Role.DUTY_MANAGER: frozenset(
        {
            Sight.OWN,
            Sight.TONIGHT,
            Sight.CONTACTS,
            Sight.PEOPLE,
            Sight.SKILLS_EDIT,
            Sight.SERVICES,
            Sight.KEY_PERSON,
            Sight.ROSTER,
            Sight.ROSTER_EDIT,
            Sight.LAW,
            Sight.ACTIONS,
            Sight.ACTIONS_EDIT,
            Sight.EXERCISES,
            Sight.EXERCISE_RUN,
        }
    ),
    Role.CIO: frozenset(
        {
            Sight.OWN,
            Sight.TONIGHT,
            Sight.CONTACTS,
            Sight.PEOPLE,
            Sight.SKILLS_EDIT,
            Sight.SERVICES,
            Sight.SERVICES_EDIT,
            Sight.KEY_PERSON,
            Sight.ROSTER,
            Sight.ROSTER_EDIT,
            Sight.LAW,
            Sight.ACTIONS,
            Sight.ACTIONS_EDIT,
            Sight.IMPORT,
            Sight.JOURNAL,
            Sight.ACCOUNTS,
            Sight.SETTINGS,
            Sight.EXERCISES,
            Sight.EXERCISE_RUN,
        }
    ),
    Role.HR: frozenset(
        {
            Sight.OWN,
            Sight.TONIGHT,
            Sight.PEOPLE,
            Sight.PEOPLE_EDIT,
            Sight.SKILLS_EDIT,
            Sight.PAY,
            Sight.SERVICES,
            Sight.ROSTER,
            Sight.LAW,
            Sight.LAW_REVIEW,
            Sight.ACTIONS,
            Sight.IMPORT,
            Sight.ACCOUNTS,
            Sight.EXERCISES,
        }
    ),
    Role.EXECUTIVE: frozenset(
        {Sight.OWN, Sight.TONIGHT, Sight.SERVICES, Sight.LAW, Sight.ACTIONS, Sight.EXERCISES}
    ),
    Role.AUDITOR: frozenset(
        {
            Sight.OWN,
            Sight.TONIGHT,
            Sight.SERVICES,
            Sight.ROSTER,
            Sight.LAW,
            Sight.ACTIONS,
            Sight.JOURNAL,
            Sight.EXERCISES,
        }
    ),
    Role.STAFF: frozenset({Sight.MEMBERS, Sight.SCENARIOS_SHARE, Sight.ACCOUNTS, Sight.SETTINGS, Sight.JOURNAL}),
    Role.BOARD: frozenset({Sight.MEMBERS}),
    Role.DELEGATE: frozenset({Sight.MEMBERS}),
}

# Roles that see pay, contacts of key people or who could bring a service down sign in with a second factor.
SECOND_FACTOR_SIGHTS = frozenset({Sight.PAY, Sight.KEY_PERSON, Sight.ACCOUNTS, Sight.JOURNAL})


# Roles that see pay are given by somebody who sees it already, or from the command line: never by oneself.
PAY_ROLES = frozenset(role for role, sights in SIGHTS.items() if Sight.PAY in sights)
# Roles whose holders may invite people and give roles; an organisation always keeps one such account.
ACCOUNT_ROLES = frozenset(role for role, sights in SIGHTS.items() if Sight.ACCOUNTS in sights)


class Calendar(TextChoices):
    GREGORIAN = "gregorian", _("Gregorian")
    JALALI = "jalali", _("Jalali")
    HEBREW = "hebrew", _("Hebrew")


class Digits(TextChoices):
    LATIN = "latin", _("Latin digits (0123)")
    LOCAL = "local", _("digits of my script")


class Theme(TextChoices):
    AUTO = "auto", _("as my device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class Weekday(IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


# Journal lines name these facts by code; readers see the word.
SPOKEN = {"role": Role, "roles": Role, "week_starts": Weekday, "weekend": Weekday, "weekdays": Weekday}

# What is usual in a country, offered when a city is founded there; everything can be changed afterwards.
USUAL: dict[str, dict[str, str | int]] = {
    "IR": {
        "language": "fa",
        "calendar": Calendar.JALALI,
        "time_zone": "Asia/Tehran",
        "week_starts": 6,
        "weekend": "4,5",
        "currency": "IRR",
        "rule_pack": "ir-labour-1990",
    },
    "IL": {
        "language": "he",
        "calendar": Calendar.HEBREW,
        "time_zone": "Asia/Jerusalem",
        "week_starts": 7,
        "weekend": "5,6",
        "currency": "ILS",
        "rule_pack": "il-hours-1951",
    },
    "JO": {
        "language": "ar",
        "time_zone": "Asia/Amman",
        "week_starts": 7,
        "weekend": "5,6",
        "currency": "JOD",
        "rule_pack": "city-policy",
    },
    "US": {
        "time_zone": "America/New_York",
        "week_starts": 7,
        "weekend": "6,7",
        "currency": "USD",
        "rule_pack": "us-flsa-like",
    },
    "DK": {"time_zone": "Europe/Copenhagen", "currency": "DKK"},
    "GB": {"time_zone": "Europe/London", "currency": "GBP", "rule_pack": "city-policy"},
}
