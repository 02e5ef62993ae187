"""What was done to services, systems, dependencies and needs, as sentences."""

from django.utils.functional import Promise

DEEDS: dict[str, str | Promise] = {}
