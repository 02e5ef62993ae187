"""Addresses of the law app, under a city's own."""

from django.urls import path

from lamplighter.apps.law import views

urlpatterns = [
    path("law/", views.law, name="law"),
    path("law/choice/", views.law_choose, name="law_choose"),
    path("law/<str:pack>/", views.law_pack, name="law_pack"),
    path("law/<str:pack>/<str:fact>/review/", views.law_review, name="law_review"),
]
