"""Addresses of what comes after an exercise, under a city's own."""

from django.urls import path

from lamplighter.apps.exercise.views import cards, closing, papers, readiness, report

urlpatterns = [
    path("readiness/", readiness.readiness, name="readiness"),
    path("readiness/actions/<int:pk>/retest/", readiness.retest_new, name="retest_new"),
    path("exercises/<int:pk>/report/", report.report, name="report"),
    path("exercises/<int:pk>/report/numbers/<path:number>/", report.report_number, name="report_number"),
    path("exercises/<int:pk>/report/text/<slug:section>/", report.report_edit, name="report_edit"),
    path("exercises/<int:pk>/report/marks/<slug:task>/", report.rating_official, name="rating_official"),
    path("exercises/<int:pk>/report/agreement/", report.report_agree, name="report_agree"),
    path("exercises/<int:pk>/report/areas/<slug:area>/action/", report.area_action, name="area_action"),
    path("exercises/<int:pk>/report/paper/", papers.report_paper, name="report_paper"),
    path("exercises/<int:pk>/report.pdf", papers.report_pdf, name="report_pdf"),
    path("exercises/<int:pk>/report.docx", papers.report_docx, name="report_docx"),
    path("exercises/<int:pk>/cards/", cards.cards, name="cards"),
    path("exercises/<int:pk>/cards/<slug:role>.pdf", cards.card_pdf, name="card_pdf"),
    path("exercises/<int:pk>/cards/<slug:role>/", cards.card_role, name="card_role"),
    path("exercises/<int:pk>/hot-wash/", report.hot_wash_open, name="hot_wash_open"),
    path("exercises/<int:pk>/hot-wash/end/", report.hot_wash_close, name="hot_wash_close"),
    path("exercises/<int:pk>/closing/", closing.exercise_close, name="exercise_close"),
]
