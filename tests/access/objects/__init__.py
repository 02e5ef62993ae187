"""What the walk puts into addresses: for each URL with something in it, how that something is made.

The city, association or organisation in an address is filled in by the walk. Everything else comes from a maker,
registered for one URL or several:

    @makes("person", "person_edit")
    def a_person(place: Place) -> Values:
        return {"pk": Person.objects.create(organisation=place.city, name="Mara", account=place.whose).pk}

A deed that answers only to a form with something in it has a filler too, which is asked after the maker. Whatever
they write is taken back after the request.
"""

from tests.access.objects import (
    duty,
    exercises,
    imports,
    law,
    map,
    members,
    pay,
    people,
    reports,
    rosters,
    seats,
    sharing,
    writing,
)
from tests.access.objects.making import FORMS, MAKERS, Place, Values

__all__ = ["FORMS", "MAKERS", "Place", "Values"]
PARTS = (duty, exercises, imports, law, map, members, pay, people, reports, rosters, seats, sharing, writing)
