"""Addresses of exercises."""
