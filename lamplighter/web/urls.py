"""Addresses that belong to no city: the language switch, the pattern page."""

from django.urls import path

from lamplighter.web import patterns, views

urlpatterns = [
    path("patterns/", patterns.patterns, name="patterns"),
    path("look/<slug:version>.css", views.look, name="look"),
    path("language/", views.language, name="language"),
]
