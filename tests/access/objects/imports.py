"""Spreadsheets on their way in: a list of people, of which the file says nothing of pay."""

from lamplighter.apps.register.actions.imports import open_import
from lamplighter.apps.register.models import Import
from tests.access.objects.making import Place, Values, makes

PEOPLE = b"Number,Name\nM1,Mara\n"


def a_list_of_people(place: Place) -> Import:
    return open_import(
        place.city, "people", "people.csv", PEOPLE, as_of=place.today, sees_pay=False, by=place.whose, at=place.at
    )


@makes("import_one", "import_columns", "import_sheet", "import_confirm", "import_drop")
def an_import(place: Place) -> Values:
    return {"pk": a_list_of_people(place).pk}


@makes("import_mistakes")
def an_import_looked_through(place: Place) -> Values:
    found = a_list_of_people(place)
    found.preview = {"counts": {}, "wrong": [], "notices": []}
    found.save()
    return {"pk": found.pk}


@makes("import_example")
def a_kind_of_list(place: Place) -> Values:
    return {"kind": "people"}
