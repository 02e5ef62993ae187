"""Addresses of scenarios and exercises, under a city's own."""

from django.urls import path

from lamplighter.apps.exercise.views import library

urlpatterns = [
    path("scenarios/", library.scenarios, name="scenarios"),
    path("scenarios/import/", library.scenario_import, name="scenario_import"),
    path("scenarios/shipped/<slug:slug>/", library.scenario_shipped, name="scenario_shipped"),
    path("scenarios/shipped/<slug:slug>/taking/", library.scenario_take, name="scenario_take"),
    path("scenarios/<int:pk>/", library.scenario, name="scenario"),
    path("scenarios/<int:pk>/files/", library.scenario_files, name="scenario_files"),
    path("scenarios/<int:pk>/files/<slug:form>/", library.scenario_export, name="scenario_export"),
]
