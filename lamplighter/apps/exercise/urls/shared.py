"""Addresses of what cities share through their associations, under a city's own."""

from django.urls import path

from lamplighter.apps.exercise.views import lessons, sharing, shelf

urlpatterns = [
    path("scenarios/shared/", shelf.shared_scenarios, name="shared_scenarios"),
    path("scenarios/shared/<int:pk>/", shelf.shared_scenario, name="shared_scenario"),
    path("scenarios/shared/<int:pk>/taking/", shelf.library_take, name="library_take"),
    path("scenarios/<int:pk>/offer/", shelf.scenario_offer, name="scenario_offer"),
    path("lessons/", lessons.city_lessons, name="city_lessons"),
    path("exercises/<int:pk>/share/", sharing.exercise_share, name="exercise_share"),
    path("exercises/<int:pk>/elsewhere/", sharing.exercise_elsewhere, name="exercise_elsewhere"),
    path("exercises/<int:pk>/lesson/", lessons.lesson_offer, name="lesson_offer"),
    path("exercises/<int:pk>/lesson/<uuid:code>/withdrawal/", lessons.lesson_withdraw, name="lesson_withdraw"),
]
