"""Addresses of the register app, under a city's own: one module a side of the register."""

from django.urls import URLPattern

from lamplighter.apps.register.urls.imports import imports_urls
from lamplighter.apps.register.urls.people import people_urls
from lamplighter.apps.register.urls.services import services_urls

urlpatterns: list[URLPattern] = people_urls + services_urls + imports_urls
