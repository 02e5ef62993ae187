"""Words of the register: the sentence of each deed that a journal line may speak of."""

from lamplighter.apps.register.phrases import imports, people, services

DEEDS = people.DEEDS | services.DEEDS | imports.DEEDS
PRIVATE = people.PRIVATE
ABOUT = imports.ABOUT
FIELD_WORDS = imports.FIELD_WORDS
JOB_WORDS = imports.JOB_WORDS
PHASE_WORDS = imports.PHASE_WORDS
