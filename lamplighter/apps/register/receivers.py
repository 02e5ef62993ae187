"""What the register does when it hears of something among the accounts."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.signals import account_joined
from lamplighter.apps.register.actions.people import change_person
from lamplighter.apps.register.queries.people import awaiting_account


@receiver(account_joined, dispatch_uid="register.link_account")
def link_account(sender: Any, organisation: Organisation, account: Account, at: datetime, **_more: Any) -> None:
    """Who joins and is written down with that address signs in as that person; of two, a human decides."""
    waiting = list(awaiting_account(organisation, account)[:2])
    if len(waiting) == 1:
        change_person(waiting[0], {"account": account}, by=account, at=at)
