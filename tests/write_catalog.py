"""The tool behind `make catalog`: gathers the strings of program, choices and code lists, and compiles the catalogs."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import casemgr.app  # noqa: F401
from casemgr.core.draft import Draft, specs
from casemgr.i18n import LANGUAGES, RESOURCES

ROOT = RESOURCES.parent
KEYWORDS = {"_": None, "N_": None, "plural": (1, 2)}
FOLDERS = ("casemgr", "ui")


def gathered() -> Catalog:
    """Every message of the program, of the choices its forms offer and of the shipped code lists."""
    catalog = Catalog(project="casemgr", charset="utf-8", creation_date=datetime(2026, 1, 1, tzinfo=UTC))
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, context in sorted(found, key=lambda f: (f[0], f[1])):
            catalog.add(message, locations=[(f"{folder}/{name}".replace("\\", "/"), 0)], context=context)
    lists = json.loads((RESOURCES / "codelists.json").read_text(encoding="utf-8"))["lists"]
    for name, said in lists.items():
        for value in said["values"]:
            catalog.add(value[1], locations=[(f"codelists/{name}", 0)])
    for draft in drafts(Draft):
        for spec in specs(draft):
            for option in spec.options:
                if any(map(str.isalpha, option.label)):
                    catalog.add(option.label, locations=[(f"choices/{spec.name}", 0)])
    return catalog


def drafts(above: type[Draft]) -> Iterator[type[Draft]]:
    """The program's own drafts below one, in a lasting order."""
    for draft in sorted(above.__subclasses__(), key=lambda d: (d.__module__, d.__name__)):
        if draft.__module__.startswith("casemgr."):
            yield draft
            yield from drafts(draft)


def po_path(language: str) -> Path:
    return RESOURCES / "locale" / language / "LC_MESSAGES" / "casemgr.po"


def updated(language: str) -> Catalog:
    """The catalog of a language with today's messages; what is translated stays."""
    path = po_path(language)
    catalog = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.update(gathered(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """The catalog as gettext reads it."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> None:
    for language in LANGUAGES[1:]:
        catalog = updated(language)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=120, sort_output=True, include_lineno=False, omit_header=False)
        path.with_suffix(".mo").write_bytes(compiled(catalog))


if __name__ == "__main__":
    main()
