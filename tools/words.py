"""Gathers the sentences of the product into its catalogues, compiles them, and says what is not right in them.

``python tools/words.py`` gathers, compiles and checks; ``--check`` changes nothing and only checks.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "lamplighter" / "locale"
LANGUAGES = ("ar", "fa", "he")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def gather() -> None:
    """Ask xgettext for every sentence; the file is kept beside it, its line is not, so that diffs stay small."""
    if not shutil.which("xgettext"):
        sys.exit("xgettext is not installed: apt-get install gettext, then try again.")
    chosen = [part for language in LANGUAGES for part in ("-l", language)]
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", *chosen, "--no-wrap", "--add-location", "file", "-v", "0"],
        cwd=ROOT / "lamplighter",
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "lamplighter.config.settings", "PYTHONPATH": str(ROOT)},
        check=True,
    )
    for catalogue in catalogues():
        # The hour at which it was gathered is no news.
        catalogue.metadata.pop("POT-Creation-Date", None)
        for obsolete in catalogue.obsolete_entries():
            catalogue.remove(obsolete)
        catalogue.save()


def catalogues() -> Iterator[polib.POFile]:
    for language in LANGUAGES:
        file = LOCALE / language / "LC_MESSAGES" / "django.po"
        if file.exists():
            yield polib.pofile(str(file), wrapwidth=0)


def compile_all() -> None:
    """Write the compiled catalogue beside each."""
    for catalogue in catalogues():
        catalogue.save_as_mofile(str(Path(catalogue.fpath).with_suffix(".mo")))


def problems(catalogue: polib.POFile) -> Iterator[str]:
    """What is missing, doubtful, or says other names than the English sentence."""
    language = Path(catalogue.fpath).parts[-3]
    forms = int(re.findall(r"nplurals\s*=\s*(\d)", catalogue.metadata["Plural-Forms"])[0])
    for entry in catalogue:
        told = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        start = f"{language}: “{entry.msgid[:70]}”"
        if entry.fuzzy:
            yield f"{start} is marked as doubtful (fuzzy)"
        if not all(told) or (entry.msgid_plural and len(told) != forms):
            yield f"{start} is not translated"
            continue
        known = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
        for sentence in told:
            if strange := set(PLACEHOLDER.findall(sentence)) - known:
                yield f"{start} speaks of {', '.join(sorted(strange))}, which the English does not"
        # A plural form for “one” or “two” may leave the number out; nothing else may leave a name out.
        counts = {"%(count)s", "%(counter)s", "%(number)s", "%(n)s"}
        for name in set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)) - counts:
            if not any(name in sentence for sentence in told):
                yield f"{start} leaves out {name}"


def main() -> None:
    if "--check" not in sys.argv:
        gather()
        compile_all()
    found = [problem for catalogue in catalogues() for problem in problems(catalogue)]
    missing = [language for language in LANGUAGES if not (LOCALE / language / "LC_MESSAGES" / "django.po").exists()]
    for line in [*found, *(f"{language}: there is no catalogue" for language in missing)]:
        print(line)
    counts = ", ".join(f"{Path(c.fpath).parts[-3]} {c.percent_translated()} %" for c in catalogues())
    print(f"Translated: {counts or 'nothing'}; {len(found) + len(missing)} problems.")
    sys.exit(1 if found or missing else 0)


if __name__ == "__main__":
    main()
