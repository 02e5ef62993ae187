"""Coming in: a code lets in, a role is chosen, a cookie holds the seat; and leaving."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lamplighter.apps.exercise.actions import seats
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.saying import Scene, scene_of
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.forms.joining import AgainForm, CodeForm, SeatForm, WatcherForm
from lamplighter.apps.exercise.models import Exercise, JoinCode, Seat
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.queries.seats import can_join, code_of, plain_code, seat_of_token, seats_taken
from lamplighter.web import clock
from lamplighter.web.context import OWN_NAMES
from lamplighter.web.gate import SEAT_COOKIE, everyone, seated
from lamplighter.web.reader import reader

# Where each kind of seat has its page.
PAGES = {
    SeatKind.PLAYER: "seat",
    SeatKind.EVALUATOR: "watch",
    SeatKind.OBSERVER: "watch",
    SeatKind.SCREEN: "screen",
}
# So many wrong codes an address and minute; right ones are never counted, for a whole room shares one address.
WRONG_CODES = 30
MINUTE_S = 60
DAY_S = 24 * 3600
KINDS = tuple(PAGES)


@everyone
def join(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the screen."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = refused(request, form.cleaned_data["code"])
        if why is None:
            return redirect("join_code", plain_code(form.cleaned_data["code"]))
        form.add_error("code", str(NOT_NOW[why]) if why in NOT_NOW else too_often())
    about = {"form": form, "mine": mine(request)}
    return render(request, "exercise/join.html", about, status=422 if request.method == "POST" else 200)


@everyone
def join_code(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a role and a language, and sit down. Who sits here already is led to the seat."""
    why = refused(request, code)
    if why is not None:
        form = CodeForm({"code": code})
        form.add_error("code", str(NOT_NOW[why]) if why in NOT_NOW else too_often())
        return render(request, "exercise/join.html", {"form": form, "mine": mine(request)}, status=404)
    known = code_of(code)
    assert known is not None
    sits = mine(request)
    if sits is not None and (sits.exercise_id, sits.kind) == (known.exercise_id, known.kind):
        return redirect(PAGES[SeatKind(sits.kind)])
    exercise = Exercise.objects.select_related("organisation").get(pk=known.exercise_id)
    scene = scene_of(exercise)
    form = form_for(request, known, scene)
    if request.method == "POST" and form.is_valid():
        try:
            seat, secret = seats.take(code, **form.cleaned_data, at=clock.now())
        except NotNow as refusal:
            form = form_for(request, known, scene)
            form.add_error("role" if refusal.code == "role_full" else None, str(NOT_NOW[refusal.code]))
        else:
            return seated_at(seat, secret, exercise)
    about = {
        "exercise": exercise,
        "form": form,
        "kind": known.kind,
        "full": known.kind == SeatKind.PLAYER and not roles_free(scene),
        "other": sits,
    }
    return render(request, "exercise/join_code.html", about, status=422 if request.method == "POST" else 200)


@everyone
def join_again(request: HttpRequest) -> HttpResponse:
    """Come back to one's own seat, on another device or after the cookie was lost."""
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        why = refused(request, typed["code"], closed=False)
        if why is None:
            try:
                seat, secret = seats.come_back(typed["code"], typed["return_code"])
            except NotNow:
                count_wrong(request)
                why = "code_unknown"
            else:
                return seated_at(seat, secret, seat.exercise)
        form.add_error(None, str(NOT_NOW[why]) if why in NOT_NOW else too_often())
    return render(
        request, "exercise/join_again.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


@seated(*KINDS)
def seat_leaving(request: HttpRequest) -> HttpResponse:
    """Give one's seat back."""
    seat: Any = request.seat
    if request.method != "POST":
        back = PAGES[SeatKind(seat.kind)]
        return render(request, "exercise/seat_leaving.html", {"exercise": seat.exercise, "back": back})
    try:
        seats.remove(seat, by=None, at=clock.now())
    except NotNow as why:
        messages.info(request, str(NOT_NOW[why.code]))
    else:
        messages.success(request, _("You have left the exercise."))
    answer = redirect("join")
    answer.delete_cookie(SEAT_COOKIE, samesite="Lax")
    return answer


def mine(request: HttpRequest) -> Seat | None:
    """The seat of this browser's cookie, if it still is one."""
    return seat_of_token(request.COOKIES.get(SEAT_COOKIE, ""))


def refused(request: HttpRequest, code: str, *, closed: bool = True) -> str | None:
    """Why a code does not let in; where too many were wrong, not even right ones are looked up."""
    if cache.get(counter(request), 0) >= WRONG_CODES:
        return "too_often"
    known = code_of(code)
    if known is None:
        count_wrong(request)
        return "code_unknown"
    return "code_closed" if closed and not can_join(known) else None


def count_wrong(request: HttpRequest) -> None:
    """One more wrong code from this address, for a minute from the first on."""
    key = counter(request)
    if not cache.add(key, 1, MINUTE_S):
        try:
            cache.incr(key)
        except ValueError:
            cache.set(key, 1, MINUTE_S)


def counter(request: HttpRequest) -> str:
    """The key of an address's count; behind proxies the address is the one by which sign-ins are slowed down."""
    return f"exercise.wrong-codes.{get_adapter(request).get_client_ip(request)}"


def too_often() -> str:
    return _("Too many wrong codes came from here. Wait a minute, then try again.")


def form_for(request: HttpRequest, known: JoinCode, scene: Scene) -> Any:
    """What is asked of whoever comes in with this code."""
    language = request.LANGUAGE_CODE if request.LANGUAGE_CODE in OWN_NAMES else scene.exercise.language
    told: dict[str, Any] = {"languages": list(OWN_NAMES.items()), "initial": {"language": language}}
    if known.kind != SeatKind.PLAYER:
        return WatcherForm(request.POST or None, **told)
    teams = scene.exercise.teams
    return SeatForm(request.POST or None, roles=roles_free(scene), teams=teams, **told)


def roles_free(scene: Scene) -> list[tuple[str, str]]:
    """Roles in which somebody can still sit in some team, each with the first of its powers."""
    taken = seats_taken(scene.exercise.pk)
    teams = range(1, scene.exercise.teams + 1)
    language = reader().language
    found = []
    for role in scene.scenario.roles:
        if role.seats and all(taken.get((role.key, team), 0) >= role.seats for team in teams):
            continue
        name = scene.text(role.name, language, 0)
        power = scene.text(role.powers[0], language, 0) if role.powers else ""
        found.append((role.key, f"{name} – {power}" if power else name))
    return found


def seated_at(seat: Seat, secret: str, exercise: Exercise) -> HttpResponse:
    """The way to the seat's page, with the cookie that opens it."""
    answer = redirect(PAGES[SeatKind(seat.kind)])
    answer.set_cookie(
        SEAT_COOKIE,
        secret,
        max_age=max(1, exercise.keep_days) * DAY_S,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
