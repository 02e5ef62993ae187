"""Deeds on scenarios and exercises."""
