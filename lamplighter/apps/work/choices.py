"""Closed lists of the work app."""

from lamplighter.apps.cities.choices import Sight

# Besides whoever asked, these may see a job, by the first word of its kind.
SEEN_WITH: dict[str, Sight] = {
    "register": Sight.IMPORT,
    "roster": Sight.ROSTER_EDIT,
    "exercise": Sight.EXERCISE_RUN,
    "pay": Sight.PAY,
    "law": Sight.LAW_REVIEW,
    "journal": Sight.JOURNAL,
    "samples": Sight.MEMBERS,
}

# A job whose worker died so many times is not given to another.
MOST_LOSSES = 3
