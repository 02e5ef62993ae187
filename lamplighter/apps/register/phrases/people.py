"""What was done to people, units, posts, contracts and skills, as sentences; the journal puts the thing's name beside them."""

from django.utils.functional import Promise

DEEDS: dict[str, str | Promise] = {}
