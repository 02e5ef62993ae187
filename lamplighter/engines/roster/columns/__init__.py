"""The search by columns: one column is one person's whole set of seats, and its price is known exactly."""

from lamplighter.engines.roster.columns.movements import search

__all__ = ["search"]
