"""What the register's views share: today, forms with the right status, and lists whose files are journalled."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.lists import list_exported
from lamplighter.web import clock


def today_in(city: Organisation) -> date:
    """Today on the city's own calendar day."""
    return clock.now().astimezone(city.zone).date()


def journalled(request: HttpRequest, name: str) -> Callable[[str, int], object]:
    """For ``Listing(exported=…)``: tells the journal that this reader took the list away."""

    def tell(form: str, rows: int) -> object:
        return list_exported(request.organisation, name, form, rows, by=request.user, at=clock.now())

    return tell
