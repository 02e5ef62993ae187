"""Everything that comes in a scenario: as a table, on one line of time, checked, and played without a room."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.defined import known_of
from lamplighter.apps.exercise.bridge.dry_run import often, rehearse
from lamplighter.apps.exercise.bridge.editing import found_in
from lamplighter.apps.exercise.bridge.msel import Row, Stretch, count_of, msel_of
from lamplighter.apps.exercise.choices import Channel
from lamplighter.apps.exercise.forms.fields import written_time
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.apps.exercise.phrases.checking import SEVERITIES
from lamplighter.apps.exercise.views.writing import Open, names_of, opened, told
from lamplighter.web.gate import needs
from lamplighter.web.numerals import whole
from lamplighter.web.templatetags.words import digits

# How many plays the dry run counts over; each takes a tenth of a second at most.
PLAYS = 10
MOST_SEED = 9999
# What a filter calls decisions, which come through no channel.
DECISIONS = "decision"


@needs(Sight.EXERCISE_RUN)
def scenario_msel(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The MSEL as a table, phase by phase; for one role, phase or channel if asked, in another order if asked."""
    found = opened(city, pk)
    known = known_of(found.definition.scenario)
    channels = [*Channel.choices, (DECISIONS, words.LANE_OF_DECISIONS)]
    offered: dict[str, dict[str, Any]] = {
        "phase": dict(known.phases),
        "role": dict(known.roles),
        "channel": dict(channels),
    }
    chosen = {name: asked for name, of in offered.items() if (asked := request.GET.get(name, "")) in of}
    order = request.GET.get("order", "")
    names = known.short_names()
    stretches: list[dict[str, Any]] = [
        {
            "phase": one,
            "rows": [
                row_told(found, row, names)
                for row in in_order(one.rows, order)
                if chosen.get("channel", row.channel or DECISIONS) == (row.channel or DECISIONS)
            ],
            "problems": told(found, one.problems),
        }
        for one in msel_of(found.definition, chosen.get("role", ""), chosen.get("phase", ""))
    ]
    counts = found.definition.counts()
    about = found.context("scenario_msel") | {
        "stretches": stretches,
        "total": sum(len(one["rows"]) for one in stretches),
        "filters": [
            ("phase", _("Phase"), pgettext("phases", "all"), known.phases),
            ("role", _("What reaches the role"), pgettext("roles", "all"), known.roles),
            ("channel", pgettext("by which an inject comes", "Channel"), pgettext("channels", "all"), channels),
        ],
        "chosen": chosen,
        "order": order if order.removeprefix("-") in ORDERS else "",
        "orders": {name: urlencode(chosen | {"order": f"-{name}" if order == name else name}) for name in ORDERS},
        "as_written": urlencode(chosen),
        "roles": known.roles,
        "injects": counts["injects"],
        "decisions": counts["decisions"],
        "errors": errors_in(found),
    }
    return render(request, "exercise/scenario_msel.html", about)


@needs(Sight.EXERCISE_RUN)
def scenario_timeline(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """The same on one line of time: what is timed at its place, what waits, what is at hand."""
    found = opened(city, pk)
    names = known_of(found.definition.scenario).short_names()
    stretches = [
        {
            "phase": one,
            "lanes": lanes_of(found, one, names),
            "waiting": [row_told(found, row, names) for row in one.waiting()],
            "by_hand": [row_told(found, row, names) for row in one.by_hand()],
            "marks": [(written_time(minute), column) for minute, column in one.marks()],
        }
        for one in msel_of(found.definition)
    ]
    about = found.context("scenario_timeline") | {
        "stretches": stretches,
        "room_min": count_of(found.definition.scenario).room_min,
    }
    return render(request, "exercise/scenario_timeline.html", about)


@needs(Sight.EXERCISE_RUN)
def scenario_check(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """What is wrong with it, each with the page on which it can be mended; and how it is spread."""
    found = opened(city, pk)
    problems = [each for each in found.definition.problems if each.code != "language_gap"]
    rows = told(found, problems)
    count = count_of(found.definition.scenario)
    about = found.context("scenario_check") | {
        "groups": [
            (severity, SEVERITIES[severity], [row for row in rows if row["severity"] == severity])
            for severity in ("error", "warning")
        ],
        "errors": errors_in(found),
        "gaps": sum(each.code == "language_gap" for each in found.definition.problems),
        "count": count,
        "channels": [
            (Channel(name).label if name in Channel.values else name, number) for name, number in count.channels
        ],
    }
    return render(request, "exercise/scenario_check.html", about)


@needs(Sight.EXERCISE_RUN)
def scenario_dry_run(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Play it to its end at once, with answers drawn by lot; and count over several plays what never came."""
    found = opened(city, pk)
    asked = request.GET.get("seed", "1")
    seed = min(whole(asked, 1), MOST_SEED)
    played = rehearse(found.definition, seed)
    counted = often(found.definition, range(seed, seed + PLAYS))
    names = names_of(found)
    kinds = {key: "decision" for key, _name in known_of(found.definition.scenario).decisions}
    missed = [
        {
            "name": names.get(key, key),
            "times": times,
            "mapped": leans_on_map(found, kinds.get(key, "inject"), key),
            "url": part_url(found, kinds.get(key, "inject"), key),
        }
        for key, times in counted
        if times < PLAYS
    ]
    about = found.context("scenario_dry_run") | {
        "played": played,
        "seed": seed,
        "other_seed": seed % MOST_SEED + 1,
        "plays": PLAYS,
        "missed": missed,
        "never": sum(not row["times"] and not row["mapped"] for row in missed),
        "options": dict(known_of(found.definition.scenario).options),
        "came": [
            {"line": line, "at": written_time(line.minute), "said": words.option_names(line.key, line.value, names)}
            for line in played.happened
        ],
    }
    return render(request, "exercise/scenario_dry_run.html", about)


def in_order(rows: Sequence[Row], order: str) -> list[Row]:
    """Rows by their number or their time, what has none last; as they are written for any other word."""
    by = ORDERS.get(order.removeprefix("-"))
    if by is None:
        return list(rows)
    having = sorted((row for row in rows if by(row) is not None), key=by, reverse=order.startswith("-"))
    return having + [row for row in rows if by(row) is None]


def by_number(row: Row) -> tuple[tuple[bool, int, str], ...] | None:
    """A number such as D12 so that it comes after D2."""
    parts = re.findall(r"\d+|\D+", row.number)
    return tuple((part.isdecimal(), whole(part), part) for part in parts) or None


def by_time(row: Row) -> int | None:
    return row.at_min


ORDERS: Mapping[str, Callable[[Row], Any]] = {"number": by_number, "time": by_time}


def row_told(found: Open, row: Row, names: dict[str, str]) -> dict[str, Any]:
    """A row with what is said of it."""
    return {
        "row": row,
        "at": written_time(row.at_min) if row.at_min is not None else "",
        "release": words.RELEASED[row.release],
        "condition": condition_of(row, names),
        "led_by": [words.filled(words.LED_BY, item=names.get(key, key)) for key in row.led_by],
        "channel": Channel(row.channel).label if row.channel in Channel.values else "",
        "problems": told(found, row.problems),
        "url": part_url(found, row.kind, row.key),
    }


def condition_of(row: Row, names: Mapping[str, str]) -> str:
    """What a row waits for, in words; nothing where it waits for nothing."""
    if not row.when:
        return ""
    time = digits(written_time(row.after_min).removeprefix("+")) if row.after_min else ""
    return words.only_if(row.when, names, time)


def lanes_of(found: Open, stretch: Stretch, names: dict[str, str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """What is timed, a lane for each channel that is used, and one for decisions."""
    lanes: dict[str, list[dict[str, Any]]] = {}
    for row in stretch.timed():
        lanes.setdefault(row.channel, []).append(row_told(found, row, names))
    order = [*Channel.values, ""]
    label = words.LANE_OF_DECISIONS
    return [(str(Channel(name).label if name else label), lanes[name]) for name in order if name in lanes]


def part_url(found: Open, kind: str, key: str) -> str:
    """Where a part is written; nowhere unless it is being written."""
    return found.url("part_edit", kind, key) if found.written else ""


def leans_on_map(found: Open, kind: str, key: str) -> bool:
    """Whether an item needs something of a city's map, or waits for it: a dry run has none."""
    part = found_in(found.definition.tree, kind, key).part
    waits = names_in(part.get("when"))
    return bool(part.get("needs")) or bool(waits & {"fallen", "past", "post_empty"})


def names_in(tree: Any) -> set[str]:
    """Every name that stands in a condition."""
    if isinstance(tree, dict):
        return set(tree).union(*map(names_in, tree.values()))
    return set().union(*map(names_in, tree)) if isinstance(tree, list) else set()


def errors_in(found: Open) -> int:
    return sum(problem.severity == "error" for problem in found.definition.problems)
