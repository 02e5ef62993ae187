"""Every address of the product: an app's own list, mounted under the city or the association it speaks of."""

from django.urls import include, path

from lamplighter.apps.work.views import health

urlpatterns = [
    path("", include("lamplighter.apps.cities.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("c/<slug:city>/", include("lamplighter.apps.roster.urls")),
    path("c/<slug:city>/", include("lamplighter.apps.register.urls")),
    path("c/<slug:city>/", include("lamplighter.apps.exercise.urls.city")),
    path("c/<slug:city>/", include("lamplighter.apps.exercise.urls.authoring")),
    path("c/<slug:city>/", include("lamplighter.apps.exercise.urls.after")),
    path("c/<slug:city>/", include("lamplighter.apps.exercise.urls.shared")),
    path("a/<slug:association>/", include("lamplighter.apps.exercise.urls.association")),
    path("", include("lamplighter.apps.exercise.urls.impressions")),
    path("", include("lamplighter.apps.exercise.urls.seats")),
    path("c/<slug:city>/", include("lamplighter.apps.pay.urls")),
    path("c/<slug:city>/", include("lamplighter.apps.law.urls")),
    path("c/<slug:city>/", include("lamplighter.apps.followup.urls")),
    path("o/<slug:organisation>/", include("lamplighter.apps.journal.urls")),
    path("c/<slug:city>/", include("lamplighter.apps.work.urls")),
    path("health/", health, name="health"),
    path("", include("lamplighter.web.urls")),
]
