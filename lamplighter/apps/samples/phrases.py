"""The making of sample cities, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

JOB_WORDS: Words = {"samples.finish": _("Making the sample cities")}
PHASE_WORDS: Words = {"peopling": _("one city after the other")}
