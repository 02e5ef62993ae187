"""Addresses of a participant after the exercise; the seat in the cookie says whose they are."""

from django.urls import path

from lamplighter.apps.exercise.views import cards, hotwash

urlpatterns = [
    path("seat/survey/", hotwash.seat_survey, name="seat_survey"),
    path("seat/card/", cards.seat_card, name="seat_card"),
]
