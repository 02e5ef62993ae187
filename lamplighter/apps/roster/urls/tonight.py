"""Addresses of tonight, hand-overs and call-outs."""

from django.urls import path

from lamplighter.apps.roster.views import callouts, takeover, tonight

urlpatterns = [
    path("", tonight.tonight, name="tonight"),
    path("tonight/paper/", tonight.tonight_paper, name="tonight_paper"),
    path("tonight/absences/", tonight.tonight_absences, name="tonight_absences"),
    path("services/<int:pk>/duty/", tonight.service_duty, name="service_duty"),
    path("duties/<int:number>/takers/", tonight.takers, name="takers"),
    path("duties/<int:number>/takeover/", takeover.takeover, name="takeover"),
    path("duties/<int:number>/takeover/part/<int:person>/", takeover.takeover_part, name="takeover_part"),
    path("takeovers/<int:number>/withdraw/", takeover.takeover_withdraw, name="takeover_withdraw"),
    path("callouts/", callouts.callouts, name="callouts"),
    path("duties/<int:number>/callouts/new/", callouts.callout_new, name="callout_new"),
    path("callouts/<int:number>/withdraw/", callouts.callout_withdraw, name="callout_withdraw"),
]
