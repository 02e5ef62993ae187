"""Scenarios as files of other programs."""
