"""Addresses that belong to no city: the language switch, the pattern page."""

from django.urls import path

from lamplighter.web import views

urlpatterns = [
    path("language/", views.language, name="language"),
]
