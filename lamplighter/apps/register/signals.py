"""News of the register for the apps above it."""

from django.dispatch import Signal

# Somebody's last day is known, was moved, or was taken back (``last_day`` None).
# Sent inside the transaction, with person, last_day, by and at.
employment_ended = Signal()

# The same of many people at once, from a spreadsheet: ``last_days`` maps each person's id to the last day, or to None.
# Whoever listens to the one listens to the other. Sent inside the transaction, with organisation, by and at.
employments_ended = Signal()
