"""What was done tonight: hand-overs and call-outs, as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Translators: lines of the journal. {who} did it; {thing} says which duty ("N 2026-03-10"), or is the name of a
# person for call-outs; {pool} and {shift} are names, {from} and {until} a day and a time.
DEEDS: dict[str, str | Promise] = {
    "duty.taken_over": _("{who} handed a published duty over: {pool}, {shift}, {from} to {until}."),
    "duty.emptied": _("{who} took somebody off a published duty: {pool}, {shift}, {from} to {until}."),
    "takeover.withdrawn": _("{who} took back that a duty was handed over: {pool}, {shift}, {from} to {until}."),
    "callout.recorded": _("{who} recorded that {thing} was called out: {pool}, {from} to {until}."),
    "callout.withdrawn": _("{who} took back that {thing} was called out: {pool}, {from} to {until}."),
}
