"""Addresses of the pay app, under a city's own."""

from django.urls import path

from lamplighter.apps.pay import views

urlpatterns = [
    path("my/earnings/", views.earnings_mine, name="earnings_mine"),
    path("people/<int:pk>/earnings/<str:month>/", views.earnings, name="earnings"),
    path("pay/", views.pay, name="pay"),
    path("pay/rates/", views.rates, name="rates"),
    path("pay/rates/new/", views.rates_new, name="rates_new"),
    path("pay/<str:month>/", views.pay_month, name="pay_month"),
    path("pay/<str:month>/count/", views.pay_count, name="pay_count"),
]
