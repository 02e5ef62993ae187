"""Where the walk stands when something is made, and the books of makers and of fillers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from lamplighter.apps.cities.models import Account, Organisation
from tests.people import Cast

Values = dict[str, object]


@dataclass(frozen=True)
class Place:
    """The cast, the organisation in the address, whose thing it is, and when.

    ``city`` is Havn, ``association`` the Harbour Towns, ``here`` the one of both that the address names.
    ``whose`` is the account to which the thing belongs, if it is of a kind that can belong to somebody: for
    ``own`` in the table the walk asks once with the reader's own thing, once with somebody else's.
    ``at`` is now.
    """

    cast: Cast
    here: Organisation
    whose: Account
    at: datetime

    @property
    def city(self) -> Organisation:
        return self.cast.havn

    @property
    def association(self) -> Organisation:
        return self.cast.association

    @property
    def today(self) -> date:
        """Today on Havn's own calendar."""
        return self.at.astimezone(self.city.zone).date()


Maker = Callable[[Place], Values]
MAKERS: dict[str, Maker] = {}
FORMS: dict[str, Maker] = {}


def makes(*url_names: str) -> Callable[[Maker], Maker]:
    """Register a maker of what these URLs have in their address."""
    return _into(MAKERS, url_names)


def fills(*url_names: str) -> Callable[[Maker], Maker]:
    """Register who fills in the form that these URLs take."""
    return _into(FORMS, url_names)


def _into(book: dict[str, Maker], url_names: tuple[str, ...]) -> Callable[[Maker], Maker]:
    def register(maker: Maker) -> Maker:
        for name in url_names:
            if name in book:
                raise ValueError(f"Two makers for the URL {name!r}.")
            book[name] = maker
        return maker

    return register
