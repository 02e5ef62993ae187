"""Addresses of the law app, under a city's own."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
