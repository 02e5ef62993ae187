"""Deeds of the cities app."""

from lamplighter.apps.cities.actions.invitations import (
    accept_as_new,
    accept_as_oneself,
    invite,
    invite_again,
    withdraw_invitation,
)
from lamplighter.apps.cities.actions.organisations import (
    affiliate,
    change_settings,
    choose,
    end_affiliation,
    found,
)
from lamplighter.apps.cities.actions.roles import NotAllowed, end_role, give_role, open_account, refusal_to_give

__all__ = [
    "NotAllowed",
    "accept_as_new",
    "accept_as_oneself",
    "affiliate",
    "change_settings",
    "choose",
    "end_affiliation",
    "end_role",
    "found",
    "give_role",
    "invite",
    "invite_again",
    "open_account",
    "refusal_to_give",
    "withdraw_invitation",
]
