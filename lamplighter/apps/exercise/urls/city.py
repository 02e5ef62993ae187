"""Addresses of scenarios and exercises, under a city's own."""

from django.urls import path

from lamplighter.apps.exercise.urls import room
from lamplighter.apps.exercise.views import library, mailing, preparing, retests, uploads

urlpatterns = [
    path("scenarios/", library.scenarios, name="scenarios"),
    path("scenarios/import/", uploads.scenario_import, name="scenario_import"),
    path("scenarios/import/<int:pk>/", uploads.upload, name="scenario_upload"),
    path("scenarios/import/<int:pk>/columns/", uploads.upload_columns, name="upload_columns"),
    path("scenarios/import/<int:pk>/keeping/", uploads.upload_keep, name="upload_keep"),
    path("scenarios/import/<int:pk>/throwing-away/", uploads.upload_drop, name="upload_drop"),
    path("scenarios/shipped/<slug:slug>/", library.scenario_shipped, name="scenario_shipped"),
    path("scenarios/shipped/<slug:slug>/taking/", library.scenario_take, name="scenario_take"),
    path("scenarios/<int:pk>/", library.scenario, name="scenario"),
    path("scenarios/<int:pk>/files/", library.scenario_files, name="scenario_files"),
    path("scenarios/<int:pk>/files/<slug:form>/", library.scenario_export, name="scenario_export"),
    path("exercises/", preparing.exercises, name="exercises"),
    path("exercises/new/", preparing.exercise_new, name="exercise_new"),
    path("exercises/<int:pk>/", preparing.exercise, name="exercise"),
    path("exercises/<int:pk>/edit/", preparing.exercise_edit, name="exercise_edit"),
    path("exercises/<int:pk>/blanks/", preparing.exercise_blanks, name="exercise_blanks"),
    path("exercises/<int:pk>/freeze/", preparing.exercise_freeze, name="exercise_freeze"),
    path("exercises/<int:pk>/people/", preparing.exercise_people, name="exercise_people"),
    path("exercises/<int:pk>/retests/<int:action>/", retests.exercise_retest, name="exercise_retest"),
    path("exercises/<int:pk>/mail/", mailing.exercise_mail, name="exercise_mail"),
    path("exercises/<int:pk>/mail/switch/", mailing.exercise_mail_switch, name="exercise_mail_switch"),
    path(
        "exercises/<int:pk>/mail/<int:address>/removal/",
        mailing.exercise_mail_remove,
        name="exercise_mail_remove",
    ),
    path("exercises/<int:pk>/ready/", preparing.exercise_ready, name="exercise_ready"),
    path("exercises/<int:pk>/preparation/", preparing.exercise_back, name="exercise_back"),
    path("exercises/<int:pk>/cancellation/", preparing.exercise_cancel, name="exercise_cancel"),
    *room.urlpatterns,
]
