"""Addresses of the work app, under a city's own."""

from django.urls import path

from lamplighter.apps.work import views

urlpatterns = [
    path("jobs/<int:number>/", views.job, name="job"),
    path("jobs/<int:number>/cancel/", views.job_cancel, name="job_cancel"),
]
