"""Addresses of people, units, posts, contracts and skills."""

from django.urls import URLPattern, path

from lamplighter.apps.register.views import contracts, people, post_states, posts, skills, units

people_urls: list[URLPattern] = [
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/contact/", people.person_contact, name="person_contact"),
    path("people/<int:pk>/end/", people.person_end, name="person_end"),
    path("people/<int:pk>/return/", people.person_return, name="person_return"),
    path("people/<int:pk>/contracts/new/", contracts.contract_new, name="contract_new"),
    path("people/<int:pk>/skills/new/", skills.skill_record, name="skill_record"),
    path("contracts/", contracts.contracts, name="contracts"),
    path("contracts/<int:pk>/edit/", contracts.contract_edit, name="contract_edit"),
    path("contracts/<int:pk>/end/", contracts.contract_end, name="contract_end"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/edit/", units.unit_edit, name="unit_edit"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.post_new, name="post_new"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/edit/", posts.post_edit, name="post_edit"),
    path("posts/<int:pk>/fill/", post_states.post_fill, name="post_fill"),
    path("posts/<int:pk>/vacate/", post_states.post_vacate, name="post_vacate"),
    path("posts/<int:pk>/outsource/", post_states.post_outsource, name="post_outsource"),
    path("posts/<int:pk>/share/", post_states.post_share, name="post_share"),
    path("posts/<int:pk>/close/", post_states.post_close, name="post_close"),
    path("posts/<int:pk>/reopen/", posts.post_reopen, name="post_reopen"),
    path("skills/", skills.skills, name="skills"),
    path("skills/new/", skills.skill_new, name="skill_new"),
    path("skills/<int:pk>/", skills.skill, name="skill"),
    path("skills/<int:pk>/edit/", skills.skill_edit, name="skill_edit"),
    path("skills-held/<int:pk>/edit/", skills.skill_held_edit, name="skill_held_edit"),
    path("skills-held/<int:pk>/withdraw/", skills.skill_withdraw, name="skill_withdraw"),
]
