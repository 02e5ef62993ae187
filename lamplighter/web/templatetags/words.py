"""Filters that write dates, times, numbers and money as the reader chose."""

from django import template

register = template.Library()
