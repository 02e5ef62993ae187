"""Addresses of participants: the seat in the cookie says whose they are, and a code lets in."""

from django.urls import path

from lamplighter.apps.exercise.views import attachments, deciding, joining, seat, watching

urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/again/", joining.join_again, name="join_again"),
    path("j/<str:code>/", joining.join_code, name="join_code"),
    path("seat/", seat.seat, name="seat"),
    path("seat/answers/<str:decision>/", seat.seat_answer, name="seat_answer"),
    path("seat/decisions/<str:decision>/", deciding.seat_decision, name="seat_decision"),
    path("seat/messages/", seat.seat_message, name="seat_message"),
    path("seat/attachments/<int:pk>/", attachments.seat_attachment, name="seat_attachment"),
    path("seat/leaving/", joining.seat_leaving, name="seat_leaving"),
    path("watch/", watching.watch, name="watch"),
    path("watch/marks/<str:task>/", watching.watch_mark, name="watch_mark"),
    path("watch/notes/", watching.watch_note, name="watch_note"),
]
