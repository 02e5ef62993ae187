"""Deeds on pools, leave, drafts and publications: one short transaction and one journal line each."""
