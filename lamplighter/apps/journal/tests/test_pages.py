"""The page of the journal takes whatever its address says."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import Cast, sign_in


@pytest.mark.parametrize("zone", ["Asia/Tehran", "America/New_York"])
@pytest.mark.parametrize("key", ["since", "until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_last_day_of_all_are_days_like_others(
    client: Client, cast: Cast, zone: str, key: str, day: str
) -> None:
    cast.havn.time_zone = zone
    cast.havn.save()
    sign_in(client, cast.ada)

    assert client.get(reverse("journal", args=["havn"]), {key: day}).status_code == 200
