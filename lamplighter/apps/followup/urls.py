"""Addresses of the followup app, under a city's own."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
