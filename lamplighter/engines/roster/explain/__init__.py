"""Answers that explain themselves: why this person (``why``), and what a hole would take (``clashes``).

Codes and numbers only; the apps have the words.
"""
