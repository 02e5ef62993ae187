"""Addresses of pools, their members, shifts, demand and of leave."""

from django.urls import path

from lamplighter.apps.roster.views import leave, pools, shifts

urlpatterns = [
    path("pools/", pools.pools, name="pools"),
    path("pools/new/", pools.pool_new, name="pool_new"),
    path("pools/<int:number>/", pools.pool, name="pool"),
    path("pools/<int:number>/edit/", pools.pool_edit, name="pool_edit"),
    path("pools/<int:number>/close/", pools.pool_close, name="pool_close"),
    path("pools/<int:number>/reopen/", pools.pool_reopen, name="pool_reopen"),
    path("pools/<int:number>/members/new/", pools.member_new, name="member_new"),
    path("members/<int:number>/edit/", pools.member_edit, name="member_edit"),
    path("members/<int:number>/end/", pools.member_end, name="member_end"),
    path("pools/<int:number>/shifts/new/", shifts.shift_new, name="shift_new"),
    path("shifts/<int:number>/edit/", shifts.shift_edit, name="shift_edit"),
    path("shifts/<int:number>/retire/", shifts.shift_retire, name="shift_retire"),
    path("shifts/<int:number>/demand/", shifts.shift_demand, name="shift_demand"),
    path("demand/<int:number>/forget/", shifts.demand_forget, name="demand_forget"),
    path("leave/", leave.leave_list, name="leave"),
    path("leave/new/", leave.leave_new, name="leave_new"),
    path("leave/<int:number>/withdraw/", leave.leave_withdraw, name="leave_withdraw"),
]
