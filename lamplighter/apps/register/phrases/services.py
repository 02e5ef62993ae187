"""What was done to services, systems, dependencies and needs, as sentences; the journal puts the thing's name beside them."""

from django.utils.functional import Promise

DEEDS: dict[str, str | Promise] = {}
