"""Exercises for mayors and their staff: scenarios, and how they come in and go out as files."""
