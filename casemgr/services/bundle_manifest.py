"""What a case bundle says about itself: the manifest its maker signs."""

import json
from dataclasses import dataclass
from datetime import UTC, date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, TypeAdapter

from casemgr.core.errors import BadFile, Invalid, Problem
from casemgr.i18n import _

SCHEMA = 1
_STRICT = ConfigDict(extra="forbid", strict=True)

Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]


@dataclass(frozen=True)
class Checkpoint:
    """Where the audit log of the making store stood: number and hash of its last entry."""

    __pydantic_config__: ClassVar = _STRICT

    seq: Annotated[int, Field(ge=0)]
    hash: Sha256


@dataclass(frozen=True)
class Facts:
    """What the maker of a bundle states: where and when it was made, of what, for whom, and how to treat it."""

    __pydantic_config__: ClassVar = _STRICT

    store_id: UUID
    made_at: AwareDatetime
    record_ids: Annotated[tuple[UUID, ...], Field(max_length=50_000)]
    audit: Checkpoint
    recipients: Annotated[tuple[Line, ...], Field(max_length=64)]
    caveat: Annotated[str, StringConstraints(max_length=2000)]
    expires_on: date | None = None


@dataclass(frozen=True)
class Listed:
    """One file as the manifest lists it; the size is in bytes."""

    __pydantic_config__: ClassVar = _STRICT

    name: str
    size: Annotated[int, Field(ge=0)]
    sha256: Sha256


@dataclass(frozen=True, kw_only=True)
class Manifest(Facts):
    """A bundle's facts, its files, and the fingerprint of the key that signs them."""

    files: tuple[Listed, ...]
    key_id: Sha256
    schema: int = SCHEMA


_MANIFEST = TypeAdapter(Manifest)


def write(facts: Facts, files: tuple[Listed, ...], key_id: str) -> bytes:
    """The manifest as canonical JSON: UTC, keys in order, no blanks, UTF-8. `Invalid` when too long."""
    try:
        written = _canonical(_manifest(facts, files, key_id))
        read(written)
    except (ValueError, BadFile) as trouble:  # what could not be read again is never written
        sentence = _("The caveat, a recipient or the list of records is too long for one bundle.")
        raise Invalid(Problem("", sentence)) from trouble
    return written


def read(written: bytes) -> Manifest:
    """The manifest in these bytes; `BadFile` when they are not exactly what `write` would have written."""
    try:
        schema = _schema(written)
        manifest = _MANIFEST.validate_json(written) if schema == SCHEMA else None
        exact = manifest is not None and _canonical(manifest) == written
    except (ValueError, RecursionError) as trouble:
        raise BadFile(_("The list of contents in this bundle cannot be read.")) from trouble
    if schema > SCHEMA:
        raise BadFile(_("A newer Casemgr made this bundle; update Casemgr to open it."))
    if manifest is None or not exact:
        raise BadFile(_("The list of contents in this bundle cannot be read."))
    return manifest


def _manifest(facts: Facts, files: tuple[Listed, ...], key_id: str) -> Manifest:
    return Manifest(
        store_id=facts.store_id,
        made_at=facts.made_at.astimezone(UTC),
        record_ids=facts.record_ids,
        audit=facts.audit,
        recipients=facts.recipients,
        caveat=facts.caveat,
        expires_on=facts.expires_on,
        files=files,
        key_id=key_id,
    )


def _schema(written: bytes) -> int:
    value = json.loads(written)
    schema = value.get("schema") if isinstance(value, dict) else None
    if type(schema) is not int:
        raise ValueError
    return schema


def _canonical(manifest: Manifest) -> bytes:
    value = _MANIFEST.dump_python(manifest, mode="json")
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
