"""What was done to people, units, posts, contracts and skills, as sentences."""

from django.utils.functional import Promise

DEEDS: dict[str, str | Promise] = {}
