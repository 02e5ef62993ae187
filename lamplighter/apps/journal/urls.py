"""Addresses of the journal app, under an organisation's own."""

from django.urls import path

from lamplighter.apps.journal import views

urlpatterns = [
    path("journal/", views.journal, name="journal"),
]
