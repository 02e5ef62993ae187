"""Addresses of people, units, posts, contracts and skills."""

from django.urls import URLPattern

people_urls: list[URLPattern] = []
