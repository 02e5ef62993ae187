"""Say in the journal that somebody took a list away."""

from datetime import datetime

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.journal.models import Line


def list_exported(
    organisation: Organisation, name: str, form: str, rows: int, *, by: Account | None, at: datetime
) -> Line:
    """``rows`` rows of the list ``name`` left as a file."""
    facts = {"list": name, "form": form, "rows": rows}
    return record(organisation, "list.exported", organisation, by=by, at=at, facts=facts)
