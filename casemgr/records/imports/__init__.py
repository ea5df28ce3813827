"""Older contact logs: files taken over by a mapping, as one batch that can be undone as a whole."""

from casemgr.records.imports.kinds import imports_of, undo_import
from casemgr.records.imports.mapping import Mapping, guessed, mapping_of
from casemgr.records.imports.reading import MOST_BYTES, Table, decoded, table_of
from casemgr.records.imports.saved import (
    ImportMapping,
    MappingDraft,
    change_mapping,
    mappings,
    save_mapping,
    saved_mapping,
)
from casemgr.records.imports.tables import ContactImport, ImportStatus
from casemgr.records.imports.taking import contacts_in, import_contacts, mapping_for

__all__ = [
    "MOST_BYTES",
    "ContactImport",
    "ImportMapping",
    "ImportStatus",
    "Mapping",
    "MappingDraft",
    "Table",
    "change_mapping",
    "contacts_in",
    "decoded",
    "guessed",
    "import_contacts",
    "imports_of",
    "mapping_for",
    "mapping_of",
    "mappings",
    "save_mapping",
    "saved_mapping",
    "table_of",
    "undo_import",
]
