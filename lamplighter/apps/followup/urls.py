"""Addresses of the followup app, under a city's own."""

from django.urls import path

from lamplighter.apps.followup import views

urlpatterns = [
    path("actions/", views.actions, name="actions"),
    path("actions/new/", views.action_new, name="action_new"),
    path("actions/<int:pk>/", views.action, name="action"),
    path("actions/<int:pk>/edit/", views.action_edit, name="action_edit"),
    path("actions/<int:pk>/completion/", views.action_complete, name="action_complete"),
    path("actions/<int:pk>/reopening/", views.action_reopen, name="action_reopen"),
]
