"""Addresses on which scenarios are written, under a city's own."""

from django.urls import URLPattern, path

from lamplighter.apps.exercise.views import attachments, authoring, languages, msel, parts

urlpatterns: list[URLPattern] = [
    path("scenarios/new/", authoring.scenario_new, name="scenario_new"),
    path("scenarios/<int:pk>/copy/", authoring.scenario_copy, name="scenario_copy"),
    path("scenarios/<int:pk>/draft/", authoring.scenario_draft, name="scenario_draft"),
    path("scenarios/<int:pk>/approval/", authoring.scenario_approve, name="scenario_approve"),
    path("scenarios/<int:pk>/versions/<int:version>/retirement/", authoring.version_retire, name="version_retire"),
    path(
        "scenarios/<int:pk>/versions/<int:version>/return/", authoring.version_reinstate, name="version_reinstate"
    ),
    path("scenarios/<int:pk>/msel/", msel.scenario_msel, name="scenario_msel"),
    path("scenarios/<int:pk>/timeline/", msel.scenario_timeline, name="scenario_timeline"),
    path("scenarios/<int:pk>/check/", msel.scenario_check, name="scenario_check"),
    path("scenarios/<int:pk>/dry-run/", msel.scenario_dry_run, name="scenario_dry_run"),
    path("scenarios/<int:pk>/words/", languages.scenario_languages, name="scenario_languages"),
    path("scenarios/<int:pk>/words/<slug:language>/", languages.scenario_words, name="scenario_words"),
    path(
        "scenarios/<int:pk>/attachments/<int:attachment>/",
        attachments.scenario_attachment,
        name="scenario_attachment",
    ),
    path(
        "scenarios/<int:pk>/injects/<str:key>/attachment/", attachments.inject_attachment, name="inject_attachment"
    ),
    path(
        "scenarios/<int:pk>/injects/<str:key>/attachment/removal/", attachments.inject_detach, name="inject_detach"
    ),
    path("scenarios/<int:pk>/parts/", parts.scenario_parts, name="scenario_parts"),
    path("scenarios/<int:pk>/parts/<slug:kind>/new/", parts.part_new, name="part_new"),
    path("scenarios/<int:pk>/parts/<slug:kind>/at/<str:key>/", parts.part_edit, name="part_edit"),
    path("scenarios/<int:pk>/parts/<slug:kind>/at/<str:key>/removal/", parts.part_remove, name="part_remove"),
    path("scenarios/<int:pk>/parts/<slug:kind>/at/<str:key>/place/", parts.part_move, name="part_move"),
]
