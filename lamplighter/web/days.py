"""Days in model forms."""

from lamplighter.web.fields import DayField, house_fields

__all__ = ["DayField", "day_fields"]
day_fields = house_fields
