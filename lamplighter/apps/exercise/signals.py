"""News of exercises for the rooms above."""

from django.dispatch import Signal

# Lines of an exercise's log are committed; sent after the commit with exercise_id.
lines_written = Signal()
