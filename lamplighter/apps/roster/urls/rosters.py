"""Addresses of drafts, published rosters and their duties."""

from django.urls import path

from lamplighter.apps.roster.views import drafts, duties, explain, mine, papers, rosters

urlpatterns = [
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/new/", drafts.roster_new, name="roster_new"),
    path("rosters/new/all/", drafts.rosters_new, name="rosters_new"),
    path("rosters/<int:number>/", rosters.roster, name="roster"),
    path("rosters/<int:number>/fill/", drafts.roster_fill, name="roster_fill"),
    path("rosters/<int:number>/search/", rosters.roster_search, name="roster_search"),
    path("rosters/<int:number>/enough/", drafts.roster_enough, name="roster_enough"),
    path("rosters/<int:number>/drop/", drafts.roster_drop, name="roster_drop"),
    path("rosters/<int:number>/publish/", drafts.roster_publish, name="roster_publish"),
    path("rosters/<int:number>/compare/<int:other>/", rosters.roster_compare, name="roster_compare"),
    path("rosters/<int:number>/paper/", papers.roster_paper, name="roster_paper"),
    path("rosters/<int:number>/file.<str:form>", papers.roster_file, name="roster_file"),
    path("duties/<int:number>/", duties.duty, name="duty"),
    path("duties/<int:number>/give/", duties.duty_give, name="duty_give"),
    path("duties/<int:number>/way/", duties.duty_way, name="duty_way"),
    path("duties/<int:number>/pin/", duties.duty_pin, name="duty_pin"),
    path("duties/<int:number>/why/", explain.duty_why, name="duty_why"),
    path("duties/<int:number>/why/ask/", explain.duty_why_empty, name="duty_why_empty"),
    path("my/duties/", mine.my_duties, name="my_duties"),
    path("my/leave/", mine.my_leave, name="my_leave"),
    path("my/leave/<int:number>/withdraw/", mine.my_leave_withdraw, name="my_leave_withdraw"),
    path("my/wishes/", mine.my_wish, name="my_wish"),
    path("my/wishes/<int:number>/withdraw/", mine.my_wish_withdraw, name="my_wish_withdraw"),
]
