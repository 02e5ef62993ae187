"""The languages of a scenario: how much each lacks, and its texts beside those of the main language."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.authoring import NoDraft, rewrite
from lamplighter.apps.exercise.bridge.definition import Unread
from lamplighter.apps.exercise.bridge.editing import Tree, mark_of, say
from lamplighter.apps.exercise.bridge.spoken import Text, spoken, text_in
from lamplighter.apps.exercise.forms.fields import LONGEST_TEXT
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.apps.exercise.phrases import checking
from lamplighter.apps.exercise.views.writing import Open, names_of, opened
from lamplighter.web import clock
from lamplighter.web.context import OWN_NAMES
from lamplighter.web.gate import needs

A_PAGE = 30


class Taken(RuntimeError):
    """Texts that somebody else has written meanwhile, by path."""

    def __init__(self, paths: set[str]) -> None:
        super().__init__(f"{len(paths)} texts")
        self.paths = paths


@needs(Sight.EXERCISE_RUN)
def scenario_languages(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Each language with how many texts it lacks."""
    found = opened(city, pk)
    rows = []
    for code in languages_of(found):
        texts = spoken(found.definition, code)
        gaps = sum(not text.said for text in texts)
        rows.append(
            {
                "code": code,
                "name": OWN_NAMES.get(code, code),
                "gaps": gaps,
                "of": len(texts),
                "share": (len(texts) - gaps) * 100 // (len(texts) or 1),
            }
        )
    return render(request, "exercise/scenario_languages.html", found.context("scenario_languages") | {"rows": rows})


@needs(Sight.EXERCISE_RUN)
def scenario_words(request: HttpRequest, city: Organisation, pk: int, language: str) -> HttpResponse:
    """Texts of one language beside those of the main one, gaps first; some at a time."""
    found = opened(city, pk)
    if language not in languages_of(found):
        raise Http404
    refused: dict[str, tuple[str, str]] = {}
    if request.method == "POST":
        if not found.written:
            raise Http404
        refused = written(request, found, language)
        found = opened(city, pk)
    every = request.GET.get("show") == "all"
    texts = spoken(found.definition, language)
    gaps = sum(not text.said for text in texts)
    shown = [text for text in texts if every or not text.said or text.problems or text.path in refused]
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST" and not refused:
        messages.success(request, _("The texts are kept."))
        return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)
    names = names_of(found)
    about = found.context("scenario_languages") | {
        "language": language,
        "name": OWN_NAMES.get(language, language),
        "gaps": gaps,
        "number": len(texts),
        "every": every,
        "page": page,
        "rows": [row_told(text, refused, names) for text in page],
    }
    return render(request, "exercise/scenario_words.html", about, status=409 if refused else 200)


def languages_of(found: Open) -> list[str]:
    """All languages but the main one: those it has, and those of the product."""
    scenario = found.definition.scenario
    every = (*scenario.languages, *(code for code, _name in settings.LANGUAGES))
    return [code for code in dict.fromkeys(every) if code != scenario.language]


def written(request: HttpRequest, found: Open, language: str) -> dict[str, tuple[str, str]]:
    """Keep what was sent and differs from what was there; give what was refused: path to (text, why)."""
    posted = {
        name.removeprefix("say:"): normalised(str(text))
        for name, text in request.POST.items()
        if name.startswith("say:")
    }
    before = {text.path: text.said for text in spoken(found.definition, language)}
    seen = {path: request.POST.get(f"seen:{path}", "") for path in posted}
    new = {path: text for path, text in posted.items() if path in before and mark_of({"": text}) != seen[path]}
    refused = {path: (text, _("This text is too long.")) for path, text in new.items() if len(text) > LONGEST_TEXT}

    def change(tree: Tree) -> Tree:
        taken = {
            path
            for path in new
            if path not in refused and mark_of({"": text_in(tree, language, path)}) != seen[path]
        }
        if taken:
            raise Taken(taken)
        return say(tree, language, {path: text for path, text in new.items() if path not in refused})

    # What cannot be kept is set aside, the rest is kept.
    for _turn in range(len(new) + 1):
        try:
            rewrite(
                found.version,
                change,
                deed="scenario.translated",
                facts={"language": language},
                by=request.user,
                at=clock.now(),
            )
        except Taken as taken:
            why = _(
                "Somebody wrote this text meanwhile; it stands above. Save once more to put yours in its place."
            )
            refused |= {path: (new[path], why) for path in taken.paths}
        except Unread as unread:
            wrong = {
                path: each
                for each in unread.complaints
                if (path := path_of(each.where, new)) and path not in refused
            }
            if not wrong:
                raise
            refused |= {
                path: (new[path], checking.complaint(each.code, each.facts)) for path, each in wrong.items()
            }
        except NoDraft:
            raise Http404 from None
        else:
            break
    return refused


def path_of(where: str, paths: Any) -> str:
    """The path of the text that a complaint is about."""
    return next((path for path in paths if where == path or where.endswith(f".{path}")), "")


def normalised(text: str) -> str:
    """A text as a form gives it, as a tree holds it."""
    return text.replace("\r\n", "\n").strip()


def row_told(text: Text, refused: dict[str, tuple[str, str]], names: dict[str, str]) -> dict[str, Any]:
    """A text with what is said about it."""
    mine, why = refused.get(text.path, (text.said, ""))
    return {
        "text": text,
        "field": text.path.replace(".", "-"),
        "mine": mine,
        "theirs": text.said if why and text.said != mine else "",
        "why": why,
        "seen": mark_of({"": text.said}),
        "kind": words.KINDS[text.kind],
        "name": names.get(text.key, text.key.rpartition(".")[2]),
        "problems": [checking.problem(each.code, each.facts) for each in text.problems],
    }
