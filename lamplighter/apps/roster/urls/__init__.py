"""Addresses of the roster app, under a city's own."""

from lamplighter.apps.roster.urls.pools import urlpatterns as pools
from lamplighter.apps.roster.urls.rosters import urlpatterns as rosters
from lamplighter.apps.roster.urls.tonight import urlpatterns as tonight

urlpatterns = [*tonight, *rosters, *pools]
