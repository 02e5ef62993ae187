"""Addresses that belong to no city: the pattern page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
