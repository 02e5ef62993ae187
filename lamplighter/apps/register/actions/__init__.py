"""Deeds that change the register: one function each, one short transaction, one line in the journal."""
