"""An inject as a real letter, marked as an exercise at its beginning and at its end."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lamplighter.apps.exercise.bridge.saying import scene_of
from lamplighter.apps.exercise.models import Exercise, Line

# The same in every language, so that rules of mailboxes can look for it.
MARK = "[EXERCISE]"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: one line, and a text."""

    subject: str
    text: str


def marked(subject: str, *paragraphs: str) -> Letter:
    """A letter that says first and last that it is an exercise."""
    mark = f"{MARK} {_('This is an exercise. Nothing in this letter is real.')}"
    text = "\n\n".join([mark, *(each for each in paragraphs if each), mark])
    return Letter(f"{MARK} {' '.join(subject.split())}", text)


def letter_of(exercise: Exercise, line: Line) -> Letter | None:
    """The inject that came with a line, in the exercise's language, as its story stood then; only e-mails."""
    scene = scene_of(exercise)
    inject = scene.scenario.inject_of.get(line.facts["key"])
    if inject is None or inject.channel != "mail":
        return None
    title, body, sender = (
        scene.text(words, exercise.language, line.story_s) for words in (inject.title, inject.body, inject.sender)
    )
    # Translators: in a letter of an exercise; {sender} is somebody of its story, who is invented.
    told = _("In the story, this comes from {sender}.").format(sender=sender) if sender else ""
    return marked(title, told, body)
