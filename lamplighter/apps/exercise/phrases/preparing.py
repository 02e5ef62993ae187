"""Words of preparing an exercise: what the city's own roster adds to the story, and why something is not possible."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

Words = dict[str, str | Promise]

# Translators: an item of an exercise, read aloud to mayors and heads of department. Somebody of the operations desk
# calls by phone, because the city's own duty roster has nobody at that hour. {pool} is the name of a duty pool.
POST_EMPTY: Words = {
    "sender": _("Operations desk"),
    "title": _("Nobody answers for {pool}"),
    "body": _(
        "“I have the duty list in front of me. For {pool} there is nobody on it at this hour: no name, no number."
        " Whom do I call, and who may decide that?”"
    ),
    "expected": _("Somebody names a person to call now, and the empty line of the roster is written down."),
}

# Translators: the kind of day on which the story of an exercise begins; stands before an hour, as in “workday, 06:40”.
DAYS: Words = {
    "workday": _("workday"),
    "weekend": _("weekend"),
    "holiday": _("public holiday"),
    "holiday_eve": _("eve of a public holiday"),
}


def post_empty(code: str, language: str, **facts: str) -> str:
    """One text of the call about an empty post, in a language of the scenario as far as we speak it."""
    with override(language):
        return str(POST_EMPTY[code]).format(**facts)
