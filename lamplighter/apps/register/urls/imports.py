"""Addresses of imports."""

from django.urls import URLPattern, path

from lamplighter.apps.register.views import import_files, imports

imports_urls: list[URLPattern] = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/example/<slug:kind>.csv", import_files.import_example, name="import_example"),
    path("imports/<int:pk>/", imports.import_one, name="import_one"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<int:pk>/sheet/", imports.import_sheet, name="import_sheet"),
    path("imports/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<int:pk>/drop/", imports.import_drop, name="import_drop"),
    path("imports/<int:pk>/mistakes.csv", import_files.import_mistakes, name="import_mistakes"),
]
