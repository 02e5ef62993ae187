"""Addresses of the big screen, and of a participant after the exercise; the seat in the cookie says whose they are."""

from django.urls import path

from lamplighter.apps.exercise.views import cards, hotwash, mailing, screen

urlpatterns = [
    path("exercise-mail/<str:token>/", mailing.address_confirm, name="address_confirm"),
    path("screen/", screen.screen, name="screen"),
    path("seat/survey/", hotwash.seat_survey, name="seat_survey"),
    path("seat/card.pdf", cards.seat_card_pdf, name="seat_card_pdf"),
    path("seat/card/", cards.seat_card, name="seat_card"),
]
