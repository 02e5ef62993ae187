"""Addresses of the cities app: the door, one's own account, the association, and what every organisation has."""

from django.urls import path

from lamplighter.apps.cities.views import accounts, doors, invitations, organisations

urlpatterns = [
    path("", doors.home, name="home"),
    path("choose/", doors.choose, name="choose"),
    path("my/choices/", doors.my_choices, name="my_choices"),
    path("second-factor/", doors.second_factor, name="second_factor"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("a/<slug:association>/", organisations.association, name="association"),
    path("o/<slug:organisation>/settings/", organisations.organisation_settings, name="settings"),
    path("o/<slug:organisation>/accounts/", accounts.accounts, name="accounts"),
    path("o/<slug:organisation>/accounts/<int:account>/", accounts.account, name="account"),
    path("o/<slug:organisation>/accounts/<int:account>/roles/", accounts.role_give, name="role_give"),
    path("o/<slug:organisation>/roles/<int:role>/end/", accounts.role_end, name="role_end"),
    path("o/<slug:organisation>/invitations/new/", invitations.invitation_new, name="invitation_new"),
    path(
        "o/<slug:organisation>/invitations/<int:invitation>/again/",
        invitations.invitation_again,
        name="invitation_again",
    ),
    path(
        "o/<slug:organisation>/invitations/<int:invitation>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
]
