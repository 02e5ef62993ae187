"""The one question of what an audience may see of an exercise. Pages and streams ask it, and nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lamplighter.apps.exercise.bridge.audience import Audience, Kind, Shown
from lamplighter.apps.exercise.bridge.beside import Beside, beside, cases_of
from lamplighter.apps.exercise.bridge.city import dusk_of
from lamplighter.apps.exercise.bridge.deciding import awaited
from lamplighter.apps.exercise.bridge.deciding_shown import (
    deciding,
    deciding_for,
    role_deciding,
    table_of,
    taken_by,
)
from lamplighter.apps.exercise.bridge.follows import effects_from, followed, is_law_unreviewed
from lamplighter.apps.exercise.bridge.play import Decision, Inject, Line, asked_seats, line_of
from lamplighter.apps.exercise.bridge.prices import choices
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.bridge.shown_files import shown_file
from lamplighter.apps.exercise.choices import Channel
from lamplighter.apps.exercise.phrases.units import counted, unit_of
from lamplighter.apps.exercise.queries.log import lines_after
from lamplighter.apps.exercise.queries.messages import texts_of

__all__ = [
    "Audience",
    "Kind",
    "Shown",
    "carries",
    "deciding_for",
    "dusk",
    "lines_for",
    "said_value",
    "shown",
    "state_for",
]


def lines_for(scene: Scene, audience: Audience, after: int = 0) -> list[Shown]:
    """Everything that an audience may see of the lines after a number, in their order."""
    lines = [line_of(row) for row in lines_after(scene.exercise.pk, after)]
    said = texts_of(line.facts.get("message", 0) for line in lines if line.kind == "message.said")
    return [part for line in lines for part in _shown(scene, line, audience, said)]


def carries(scene: Scene, audience: Audience, key: str) -> bool:
    """Whether an inject that has reached an audience carries the attachment of that key."""
    return any(
        inject.attachment is not None and inject.attachment.key == key and _gets(inject, audience)
        for inject in map(scene.scenario.inject_of.get, scene.state.released)
        if inject is not None
    )


def state_for(scene: Scene, audience: Audience, story_s: int | None = None) -> list[Shown]:
    """What stands beside the feed: open decisions that this audience is asked, and who decides; who is here; the city.

    The city is as it is at ``story_s``, or at the last line. Players do not see who is here.
    """
    found = [
        _decision(scene, decision, audience)
        for key, decision in scene.scenario.decision_of.items()
        if key in scene.state.opened and key not in scene.state.closed and _asks(decision, audience)
    ]
    beside = [*deciding_for(scene, audience)] if audience.kind == "seat" else [_present(scene, audience)]
    return [*found, *beside, dusk(scene, audience, story_s)]


def shown(scene: Scene, line: Line, audience: Audience) -> tuple[Shown, ...]:
    """What one line shows to an audience; nothing, where it is not meant for it.

    What replaces another part is as of the scene's last line, which may be a later one.
    """
    said = texts_of([line.facts.get("message", 0)]) if line.kind == "message.said" else {}
    return tuple(_shown(scene, line, audience, said))


def _shown(scene: Scene, line: Line, audience: Audience, said: Mapping[int, str]) -> Iterator[Shown]:
    key = str(line.facts.get("key", ""))
    decision = scene.scenario.decision_of.get(key)
    match line.kind:
        case "phase.opened" if key in scene.scenario.phase_of:
            phase = scene.scenario.phase_of[key]
            yield _item(scene, line, audience, "phase", title=phase.title, body=phase.situation)
        case "inject.released" if key in scene.scenario.inject_of:
            inject = scene.scenario.inject_of[key]
            if _gets(inject, audience):
                yield _inject(scene, line, audience, inject)
        case "inject.improvised":
            if _reaches(line.facts["to"], audience) and _of_team(line.facts.get("team"), audience):
                yield _improvised(scene, line, audience)
        case "decision.opened" | "decision.closed" if decision:
            if _asks(decision, audience):
                yield _decision(scene, decision, audience)
            yield from deciding(scene, decision, audience)
        case "answer.given" | "answer.paper" if decision and audience.kind != "seat":
            yield _decision(scene, decision, audience)
        case "answer.given" | "answer.paper" if decision and decision.privacy != "public":
            # The last answer may be all that was waited for.
            if _may_be_taken(scene, decision, table_of(scene, audience)):
                yield from deciding(scene, decision, audience)
        case "decision.revealed" if decision and _of_team(line.facts["team"], audience):
            yield _spread(scene, line, decision, audience)
            yield from deciding(scene, decision, audience)
        case "decision.taken" if decision and _of_team(line.facts["team"], audience):
            if _asks(decision, audience):
                yield _decision(scene, decision, audience)
            yield from deciding(scene, decision, audience)
            yield _taken(scene, line, decision, audience)
        case "effect.applied":
            if _is_told(scene, line, audience):
                yield from _follows(scene, line, audience)
            # What is dark is seen by everybody, whoever was told why.
            if line.facts.get("node") or line.facts["kind"] == "law":
                yield dusk(scene, audience)
        case "seat.taken" | "seat.moved" | "seat.left" if audience.kind != "seat":
            yield _present(scene, audience)
        case "seat.taken" | "seat.moved" | "seat.left":
            # Whoever comes or goes may be the one who decides.
            yield from deciding_for(scene, audience)
        case "message.said":
            if audience.kind == "console" or (audience.kind == "seat" and line.facts["team"] == audience.team):
                yield _message(scene, line, audience, said.get(line.facts.get("message", 0)))
        case "server.away" if audience.kind == "console":
            yield Shown("exercise/_away.html", {"line": line.number})


def _may_be_taken(scene: Scene, decision: Decision, table: int | None) -> bool:
    """Whether nothing is waited for any more; asked of each of many answers."""
    place = ("awaited", decision.key, table)
    if place not in scene.kept:
        scene.kept[place] = awaited(scene.scenario, scene.state, decision, table) is None
    return bool(scene.kept[place])


def _gets(inject: Inject, audience: Audience) -> bool:
    """Whether an inject is meant for an audience; what is for the facilitator reaches no player and no screen."""
    return _reaches(inject.to, audience) and (inject.kind != "facilitation" or audience.sees_all)


def _reaches(to: Iterable[str], audience: Audience) -> bool:
    meant = tuple(to)
    return audience.sees_all or not meant or (audience.kind == "seat" and audience.role in meant)


def _asks(decision: Decision, audience: Audience) -> bool:
    if audience.kind != "seat":
        return True
    return not decision.asks or audience.role in decision.asks


def _of_team(team: int | None, audience: Audience) -> bool:
    return team is None or audience.sees_all or (audience.kind == "seat" and audience.team == team)


def _follows(scene: Scene, line: Line, audience: Audience) -> Iterator[Shown]:
    """What follows from one decision or event, in one item."""
    found = effects_from(scene, line)
    sentences = [text for one in found if (text := followed(scene, one, line.story_s, audience.language))]
    if sentences:
        unreviewed = any(is_law_unreviewed(scene, one) for one in found)
        yield _item(scene, line, audience, "effect", follows=sentences, unreviewed=unreviewed)


def _is_told(scene: Scene, line: Line, audience: Audience) -> bool:
    """What follows is told to those who heard what it follows from; what the room decided, to everybody."""
    cause = scene.scenario.inject_of.get(line.facts["of"])
    return cause is None or _gets(cause, audience)


def dusk(scene: Scene, audience: Audience, story_s: int | None = None) -> Shown:
    """The city at dusk at a second of the story, or at the last line."""
    at_s = scene.state.story_s if story_s is None else story_s
    place = ("dusk", audience.language, at_s)
    if place not in scene.kept:
        scene.kept[place] = dusk_of(scene, audience.language, at_s)
    template = "exercise/_dusk_phone.html" if audience.kind == "seat" else "exercise/_dusk.html"
    return Shown(template, {"dusk": scene.kept[place]}, "dusk")


def _item(scene: Scene, line: Line, audience: Audience, kind: str, **texts: Any) -> Shown:
    said = {
        name: scene.text(words, audience.language, line.story_s) if isinstance(words, Mapping) else words
        for name, words in texts.items()
    }
    told = {"line": line.number, "kind": kind, "clock": scene.story_clock(line.story_s)}
    return Shown("exercise/_item.html", told | said)


def _inject(scene: Scene, line: Line, audience: Audience, inject: Inject) -> Shown:
    roles = [scene.text(scene.scenario.role_of[one].name, audience.language, line.story_s) for one in inject.to]
    return _item(
        scene,
        line,
        audience,
        inject.channel,
        channel=Channel(inject.channel).label,
        sender=inject.sender,
        title=inject.title,
        body=inject.body,
        to=roles if audience.sees_all else [],
        attachment=shown_file(scene, inject, from_seat=audience.kind != "console"),
    )


def _improvised(scene: Scene, line: Line, audience: Audience) -> Shown:
    facts = line.facts
    return _item(
        scene,
        line,
        audience,
        facts["channel"],
        channel=Channel(facts["channel"]).label,
        title=facts["title"],
        body=facts["body"],
    )


def _message(scene: Scene, line: Line, audience: Audience, text: str | None) -> Shown:
    told = {"body": text or "", "by": line.facts["by"], "team": line.facts["team"], "forgotten": text is None}
    return _item(scene, line, audience, "said", **told)


def _taken(scene: Scene, line: Line, decision: Decision, audience: Audience) -> Shown:
    value = line.facts["value"]
    return _item(
        scene,
        line,
        audience,
        "taken",
        title=decision.question,
        value=said_value(scene, decision, value, audience.language, line.story_s),
        ranked=decision.mode == "rank",
        nobody=value is None,
        team=line.facts["team"],
        **taken_by(scene, line, decision, audience),
        # Where the answers were not shown, what really happened is told with the decision.
        beside=_beside(scene, decision, line, audience),
    )


def _beside(scene: Scene, decision: Decision, line: Line, audience: Audience) -> Beside | None:
    value, team = line.facts["value"], line.facts["team"]
    if value is None or {(decision.key, None), (decision.key, team)} & scene.state.revealed.keys():
        return None
    return beside(scene, decision, audience.language, value if decision.mode == "number" else None, decided=True)


def _decision(scene: Scene, decision: Decision, audience: Audience) -> Shown:
    """A decision as it is at the last line, drawn once for all the lines that speak of it."""
    if ("decision", decision.key, audience) not in scene.kept:
        scene.kept["decision", decision.key, audience] = _asked(scene, decision, audience)
    found: Shown = scene.kept["decision", decision.key, audience]
    return found


def _asked(scene: Scene, decision: Decision, audience: Audience) -> Shown:
    state, now_s = scene.state, scene.state.story_s
    asked = asked_seats(scene.scenario, state, decision.key)
    answered = asked & state.answered.get(decision.key, frozenset())
    opened_s = state.opened.get(decision.key, now_s)
    closes_s = opened_s + decision.window_min * 60 if decision.window_min is not None else None
    room = state.taken.get((decision.key, None))
    context = {
        "key": decision.key,
        "mode": decision.mode,
        "question": scene.text(decision.question, audience.language, opened_s),
        "about": scene.text(decision.about, audience.language, opened_s),
        "options": choices(
            scene,
            decision,
            audience.language,
            hidden=audience.kind == "console",
            with_costs=audience.kind != "screen" or room is not None or (decision.key, None) in state.revealed,
        ),
        "unit": unit_of(decision.unit),
        "bounds": decision.bounds,
        "private": decision.privacy != "public",
        "closed": decision.key in state.closed or room is not None,
        "closes": scene.story_clock(closes_s) if closes_s is not None else "",
        "counted": audience.kind != "seat",
        "decider": "" if audience.kind == "seat" else role_deciding(scene, decision, audience),
        "answered": len(answered),
        "of": len(asked),
    }
    return Shown("exercise/_decision.html", context, f"decision-{decision.key}")


def _spread(scene: Scene, line: Line, decision: Decision, audience: Audience) -> Shown:
    counts, of = line.facts["counts"], line.facts["of"]
    texts = {option.key: scene.text(option.text, audience.language, line.story_s) for option in decision.options}
    rows = [
        (
            texts[option.key],
            counts.get(option.key, 0),
            round(100 * counts.get(option.key, 0) / of) if of else 0,
        )
        for option in decision.offered
        if option.key in counts
    ]
    five = counts.get("five")
    context = {
        "key": decision.key,
        "question": scene.text(decision.question, audience.language, line.story_s),
        "rows": rows,
        "mode": decision.mode,
        "five": five,
        "unit": unit_of(decision.unit),
        "beside": beside(scene, decision, audience.language, five[2] if five else None),
        "cases": [(texts[key], found) for key, found in cases_of(scene, decision)],
        "of": of,
        "team": line.facts["team"],
    }
    name = decision.key if line.facts["team"] is None else f"{decision.key}-{line.facts['team']}"
    return Shown("exercise/_spread.html", context, f"spread-{name}")


def _present(scene: Scene, audience: Audience) -> Shown:
    players = Counter(seat.role for seat in scene.state.seats.values() if seat.kind == "player")
    rows = [
        (scene.text(role.name, audience.language, 0), players[role.key])
        for role in scene.scenario.roles
        if role.needed or players[role.key]
    ]
    return Shown("exercise/_present.html", {"rows": rows, "of": players.total()}, "present")


def said_value(scene: Scene, decision: Decision, value: Any, language: str, story_s: int) -> list[str]:
    """A decision's value in words: one option, all of them in their order, a number, a text."""
    if value is None:
        return []
    texts = {option.key: scene.text(option.text, language, story_s) for option in decision.options}
    many = value if isinstance(value, list | tuple) else [value]
    return [texts.get(one, str(one)) if isinstance(one, str) else counted(one, decision.unit) for one in many]
