"""Questions about seats: whose cookie, whose code, which places are free."""

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from lamplighter.apps.exercise.choices import STREAMED
from lamplighter.apps.exercise.models import Exercise, JoinCode, Seat


def token_hash(token: str) -> str:
    """What is stored of the secret in a seat's cookie."""
    return sha256(token.encode()).hexdigest()


def code_hash(code: str) -> str:
    """What is stored of a join code; digits of any script are the same code."""
    return salted_hmac("exercise.join", plain_code(code), algorithm="sha256").hexdigest()


def plain_code(code: str) -> str:
    """A code as it was made: Latin digits alone, whatever people type between them."""
    return "".join(str(int(sign)) for sign in code if sign.isdecimal())


def seat_of_token(token: str) -> Seat | None:
    """The seat whose cookie holds this secret, while it is in the exercise."""
    if not token:
        return None
    found = Seat.objects.filter(token_hash=token_hash(token), left_at=None).select_related("exercise__organisation")
    return found.defer("exercise__tree", "exercise__frozen").first()


def code_of(code: str) -> JoinCode | None:
    """The join code that somebody typed, open or closed."""
    if not plain_code(code):
        return None
    found = JoinCode.objects.filter(code_hash=code_hash(code)).select_related("exercise__organisation")
    return found.first()


def can_join(code: JoinCode) -> bool:
    """Whether somebody can come in with it now."""
    return code.closed_at is None and code.exercise.state in STREAMED


def seats_of(exercise: Exercise) -> QuerySet[Seat]:
    """Everybody who is in the exercise, by number."""
    return Seat.objects.filter(exercise=exercise, left_at=None).order_by("number")


def seats_taken(exercise_id: int) -> Mapping[tuple[str, int], int]:
    """How many players sit in each role of each team."""
    found = Seat.objects.filter(exercise_id=exercise_id, kind="player", left_at=None)
    return Counter(found.values_list("role", "team"))
