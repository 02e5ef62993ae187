"""Addresses of services, systems and the service map."""

from django.urls import URLPattern

services_urls: list[URLPattern] = []
