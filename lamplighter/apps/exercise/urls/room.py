"""Addresses of the room in which an exercise is played, under a city's own."""

from django.urls import path

from lamplighter.apps.exercise.views import ballots, console, deeds

ONE = "exercises/<int:pk>/"

urlpatterns = [
    path(f"{ONE}codes/", console.exercise_codes, name="exercise_codes"),
    path(f"{ONE}codes/new/", deeds.code_new, name="code_new"),
    path(f"{ONE}codes/<int:code>/closing/", deeds.code_close, name="code_close"),
    path(f"{ONE}poster/", console.exercise_poster, name="exercise_poster"),
    path(f"{ONE}ballots/", ballots.exercise_ballots, name="exercise_ballots"),
    path(f"{ONE}ballots/<path:key>/entry/", ballots.ballot_new, name="ballot_new"),
    path(f"{ONE}console/", console.console, name="console"),
    path(f"{ONE}clock/speed/", deeds.clock_speed, name="clock_speed"),
    path(f"{ONE}clock/jump/", deeds.clock_jump, name="clock_jump"),
    path(f"{ONE}clock/<slug:turn>/", deeds.clock_turn, name="clock_turn"),
    path(f"{ONE}phases/<path:key>/opening/", deeds.phase_open, name="phase_open"),
    path(f"{ONE}injects/improvised/", deeds.inject_improvise, name="inject_improvise"),
    # A key may hold colons: post_empty:pool:3.
    path(f"{ONE}injects/<path:key>/<slug:deed>/", deeds.inject_deed, name="inject_deed"),
    path(f"{ONE}decisions/<path:key>/<slug:deed>/", deeds.decision_deed, name="decision_deed"),
    path(f"{ONE}messages/", deeds.message_say, name="message_say"),
    path(f"{ONE}notes/", deeds.note_new, name="note_new"),
    path(f"{ONE}seats/", deeds.seat_paper, name="seat_paper"),
    path(f"{ONE}seats/<int:seat>/<slug:deed>/", deeds.seat_deed, name="seat_deed"),
]
