"""Addresses of the cities app: the door, the account, the association."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
