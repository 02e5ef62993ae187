"""Addresses of services, systems and the service map."""

from django.urls import URLPattern, path

from lamplighter.apps.register.views import (
    absences,
    dependencies,
    endings,
    service_map,
    services,
    supplies,
    systems,
    what_if,
)

services_urls: list[URLPattern] = [
    path("services/", services.services, name="services"),
    path("services/new/", services.service_new, name="service_new"),
    path("services/<int:pk>/", services.service, name="service"),
    path("services/<int:pk>/edit/", services.service_edit, name="service_edit"),
    path("services/<int:pk>/close/", services.service_close, name="service_close"),
    path("services/<int:pk>/reopen/", services.service_reopen, name="service_reopen"),
    path("services/<int:pk>/groups/new/", dependencies.service_group_new, name="service_group_new"),
    path("services/<int:pk>/needs/new/", dependencies.service_need_new, name="service_need_new"),
    path("systems/", systems.systems, name="systems"),
    path("systems/new/", systems.system_new, name="system_new"),
    path("systems/<int:pk>/", systems.system, name="system"),
    path("systems/<int:pk>/edit/", systems.system_edit, name="system_edit"),
    path("systems/<int:pk>/close/", systems.system_close, name="system_close"),
    path("systems/<int:pk>/reopen/", systems.system_reopen, name="system_reopen"),
    path("systems/<int:pk>/groups/new/", dependencies.system_group_new, name="system_group_new"),
    path("systems/<int:pk>/needs/new/", dependencies.system_need_new, name="system_need_new"),
    path("supplies/", supplies.supplies, name="supplies"),
    path("supplies/new/", supplies.supply_new, name="supply_new"),
    path("supplies/<int:pk>/", supplies.supply, name="supply"),
    path("supplies/<int:pk>/edit/", supplies.supply_edit, name="supply_edit"),
    path("supplies/<int:pk>/action/", endings.supply_action, name="supply_action"),
    path("contracts/<int:pk>/action/", endings.contract_action, name="contract_action"),
    path("groups/<int:pk>/edit/", dependencies.group_edit, name="group_edit"),
    path("groups/<int:pk>/remove/", dependencies.group_remove, name="group_remove"),
    path("needs/<int:pk>/edit/", dependencies.need_edit, name="need_edit"),
    path("needs/<int:pk>/remove/", dependencies.need_remove, name="need_remove"),
    path("map/", service_map.service_map, name="service_map"),
    path("what-if/", what_if.what_if, name="what_if"),
    path("absences/", absences.absences_page, name="absences"),
    path("absences/action/", absences.absence_action, name="absence_action"),
]
