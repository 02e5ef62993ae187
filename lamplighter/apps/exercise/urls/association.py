"""Addresses of exercises, under an association's own."""

from django.urls import path

from lamplighter.apps.exercise.views import association, lessons

urlpatterns = [
    path("spread/", association.spread, name="spread"),
    path("library/", association.library, name="library"),
    path("library/<int:pk>/", association.library_one, name="library_one"),
    path("library/shipped/<slug:slug>/", association.library_shipped, name="library_shipped"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/<uuid:code>/approval/", lessons.lesson_approve, name="lesson_approve"),
    path("lessons/<uuid:code>/refusal/", lessons.lesson_decline, name="lesson_decline"),
]
