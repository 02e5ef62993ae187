"""Addresses of exercises, under an association's own."""

from django.urls import path

from lamplighter.apps.exercise.views import association

urlpatterns = [
    path("spread/", association.spread, name="spread"),
]
