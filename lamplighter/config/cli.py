"""The product's command line: ``lamplighter VERB [OBJECT]``."""

import difflib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import django
from django.core import management
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, find_commands, get_commands, load_command_class
from django.db import OperationalError, ProgrammingError

# Django's own that somebody who runs the product does need.
SHOWN = ("migrate", "check", "dbshell", "shell")
HELP = {"-h", "--help", "help"}


class Refusal(Exception):
    """The start is refused; the sentence says why and names the way out."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command named by the arguments."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lamplighter.config.settings")
    try:
        django.setup()
        run(words)
    except (ImproperlyConfigured, Refusal) as reason:
        refuse(str(reason))
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in words:
            raise
        refuse(f"The database does not answer as it should: {first_line(error)}. `lamplighter migrate` sets it up.")
    except KeyboardInterrupt:
        sys.exit(130)


def run(words: list[str]) -> None:
    """Help, or one command."""
    if not words or (words[0] in HELP and len(words) == 1):
        print(overview())
    elif words[0] in HELP and words[1:] == ["--all"]:
        execute_from_command_line(["lamplighter", "help"])
    elif words[0] == "--version":
        print(f"Lamplighter {product_version()}")
    elif words[0] in HELP:
        name, _rest = command_of(words[1:])
        execute_from_command_line(["lamplighter", name, "--help"])
    else:
        name, rest = command_of(words)
        execute_from_command_line(["lamplighter", name, *rest])


def command_of(words: list[str]) -> tuple[str, list[str]]:
    """The command that the first two words name together, or the first alone, and what is left over."""
    known = get_commands()
    if len(words) > 1 and not words[1].startswith("-"):
        joined = plain(f"{words[0]}_{words[1]}")
        if joined in known:
            return joined, words[2:]
    if plain(words[0]) in known:
        return plain(words[0]), words[1:]
    raise Refusal(unknown(words))


def plain(word: str) -> str:
    return word.lower().replace("-", "_")


def unknown(words: list[str]) -> str:
    """Says that there is no such command, and which ones are near."""
    given = [word for word in words[:2] if not word.startswith("-")]
    mine = [*own(), *SHOWN]
    spoken = {spell(name): name for name in mine}
    near = difflib.get_close_matches(
        " ".join(given).lower(), spoken, n=2, cutoff=0.55
    ) or difflib.get_close_matches(given[0].lower() if given else "", spoken, n=2, cutoff=0.5)
    near += [
        spell(name) for name in mine if given and name.startswith(plain(given[0]) + "_") and spell(name) not in near
    ]
    hint = " Did you mean " + " or ".join(f"`lamplighter {name}`" for name in near[:3]) + "?" if near else ""
    return f"There is no command “{words[0]}”.{hint} `lamplighter --help` lists them all."


def own() -> dict[str, str]:
    """The product's own commands, and the app each belongs to; not those of Django that an app only amends."""
    djangos = set(find_commands(str(Path(management.__file__).parent)))
    known = sorted(get_commands().items())
    return {name: str(app) for name, app in known if str(app).startswith("lamplighter.") and name not in djangos}


def spell(name: str) -> str:
    """How a command is typed: two words where its second can stand alone."""
    verb, _, rest = name.partition("_")
    return (
        f"{verb} {rest.replace('_', '-')}"
        if rest and verb in {"import", "seed", "drop", "verify", "roster", "exercise", "forget"}
        else name.replace("_", "-")
    )


def overview() -> str:
    """What the product can be told to do, a line each."""
    lines = [(spell(name), load_command_class(app, name).help) for name, app in own().items()]
    known = get_commands()
    borrowed = [(name, load_command_class(known[name], name).help) for name in SHOWN]
    width = max(len(name) for name, _ in lines + borrowed)
    return "\n".join(
        [
            "Lamplighter keeps the people who keep a city's technology running.",
            "",
            "Usage: lamplighter COMMAND [OPTIONS]",
            "",
            "Commands",
            *(f"  {name:{width}}  {first_sentence(words)}" for name, words in lines),
            "",
            "For whoever looks after the server",
            *(f"  {name:{width}}  {first_sentence(words)}" for name, words in borrowed),
            "",
            "`lamplighter COMMAND --help` says more about one; `lamplighter help --all` lists what Django brings.",
        ]
    )


def first_sentence(words: str) -> str:
    """The first sentence of a help text, on one line."""
    flat = " ".join(str(words).split())
    return flat.split(". ")[0].rstrip(".")


def first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")


def product_version() -> str:
    try:
        return version("lamplighter")
    except PackageNotFoundError:
        return "from a checkout"


def refuse(sentence: str) -> None:
    """Say it on standard error and leave."""
    print(sentence, file=sys.stderr)
    sys.exit(2)
