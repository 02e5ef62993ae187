"""News of the register for the apps above it."""

from django.dispatch import Signal

# Somebody's last day is known, was moved, or was taken back (``last_day`` None).
# Sent inside the transaction, with person, last_day, by and at.
employment_ended = Signal()
