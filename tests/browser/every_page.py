"""Which pages there are to look at: for each URL what stands in its address, and who looks at it."""

from tests.access.objects import MAKERS, Place, Values
from tests.browser.town import Town

# These answer, but are no page: files, parts of pages, ways that lead on. What only takes a form is found by asking.
FILES = {
    "look",
    "health",
    "mfa_download_recovery_codes",
    "roster_file",
    "import_example",
    "import_mistakes",
    "card_pdf",
    "report_docx",
    "report_pdf",
    "scenario_export",
    "scenario_attachment",
}
PARTS = {"service_duty", "takers", "takeover_part", "tonight_absences"}
WAYS = {
    "home",
    "pay",
    "exercise_new",
    "earnings_mine",
    "roster_search",
    "account_confirm_login_code",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
}
# Pages that are there in the middle of something only; test_on_the_way_in.py goes there.
BETWEEN = {"second_factor", "account_set_password", "mfa_authenticate", "mfa_reauthenticate"}

# Whoever has no seat in an exercise finds none of these; test_phone_in_the_room.py looks at them from a seat.
SEATS = {
    "seat",
    "seat_answer",
    "seat_attachment",
    "seat_card",
    "seat_card_pdf",
    "seat_decision",
    "seat_leaving",
    "seat_message",
    "seat_survey",
    "screen",
}
SEATS |= {"watch", "watch_mark", "watch_note"}

# Who looks at a page: the first of these that it opens to.
READERS = ("cio", "hr", "specialist", "staff", "nobody")
# Somebody's own things are looked at by somebody who has such things.
OWN = ("my_", "earnings_mine")
# Pages whose point is to be signed out.
SIGNED_OUT = ("account_", "invitation")


def readers_of(name: str) -> tuple[str, ...]:
    """Who is to look at the page, the best reader first."""
    if name.startswith(SIGNED_OUT):
        return ("nobody", *READERS)
    if name.startswith(OWN):
        return ("specialist", *READERS)
    return READERS


def address_of(name: str, town: Town, place: Place) -> Values:
    """What varies in the address: a thing of the town that has something to show, or one made for the walk."""
    rich = things(town).get(name)
    if rich is not None:
        return rich
    return MAKERS[name](place) if name in MAKERS else {}


def things(town: Town) -> dict[str, Values]:
    """The things of the town, by the URLs that show or change them."""
    kept, sea = town.kept, town.harbour
    by_pk = {
        town.mara: "person person_edit person_contact person_end contract_new skill_record",
        kept["contract"]: "contract_edit contract_end contract_action",
        kept["unit"]: "unit unit_edit",
        kept["post"]: "post post_edit post_fill post_vacate post_outsource post_share post_close",
        sea.radio: "skill skill_edit",
        sea.mara.skills_held.first(): "skill_held_edit skill_withdraw",
        kept["service"]: "service service_duty service_edit service_close service_group_new service_need_new",
        kept["database"]: "system system_edit system_close system_group_new system_need_new",
        sea.grid: "supply supply_edit supply_action",
        kept["group"]: "group_edit group_remove",
        kept["need"]: "need_edit need_remove",
        kept["action"]: "action action_edit action_complete",
        kept["done"]: "action_reopen",
        kept["closed_service"]: "service_reopen",
        kept["closed_system"]: "system_reopen",
        town.bad: "import_one import_columns import_sheet import_confirm import_drop import_mistakes",
    }
    by_number = {
        town.desk.pool: "pool pool_edit pool_close member_new shift_new",
        town.desk.pool.members.first(): "member_edit member_end",
        town.desk.night: "shift_edit shift_retire shift_demand",
        town.desk.night.demand.first(): "demand_forget",
        kept["closed_pool"]: "pool_reopen",
        kept["leave"]: "leave_withdraw my_leave_withdraw",
        kept["wish"]: "my_wish_withdraw",
        kept["takeover"]: "takeover_withdraw",
        kept["callout"]: "callout_withdraw",
        town.roster: "roster roster_paper",
        town.draft: "roster_publish roster_fill roster_search roster_enough roster_drop",
        kept["duty"]: "duty takeover",
        kept["hole"]: "takers",
        kept["standby"]: "callout_new",
        town.draft.duties.first(): "duty_give duty_way duty_pin duty_why duty_why_empty",
        town.job: "job job_cancel",
    }
    found: dict[str, Values] = {name: {"pk": thing.pk} for thing, names in by_pk.items() for name in names.split()}
    found |= {name: {"number": thing.pk} for thing, names in by_number.items() for name in names.split()}
    found["roster_compare"] = {"number": town.draft.pk, "other": town.roster.pk}
    found["roster_file"] = {"number": town.roster.pk, "form": "csv"}
    # Mara is the reader here: what she has is hers already.
    found["my_leave"] = found["my_wish"] = {}
    found["import_example"] = {"kind": "people"}
    found["takeover_part"] = {"number": kept["duty"].pk, "person": town.desk["Petra"].pk}
    found["earnings"] = {"pk": town.mara.pk, "month": "2026-03"}
    found["pay_month"] = found["pay_count"] = {"month": "2026-03"}
    return found
