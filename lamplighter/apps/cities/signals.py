"""News from the cities app, for apps above it."""

from django.dispatch import Signal

# Somebody accepted an invitation and now holds roles in an organisation. Sent inside the transaction, with
# ``organisation``, ``account`` and ``at``, so that what answers it happens together with it or not at all.
account_joined = Signal()
