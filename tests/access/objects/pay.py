"""What duty earns: one person's month, and everybody's."""

from tests.access.objects.making import Place, Values, makes
from tests.access.objects.people import mara


@makes("earnings")
def somebodys_month(place: Place) -> Values:
    return {"pk": mara(place).pk, "month": f"{place.today:%Y-%m}"}


@makes("pay_month", "pay_count")
def a_month(place: Place) -> Values:
    return {"month": f"{place.today:%Y-%m}"}
