"""Doors that stay open: streams to phones and screens, and what keeps time while nobody asks."""
