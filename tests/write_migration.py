"""The tool behind `make migration NAME=...`: writes the step from the last schema to today's models."""

import sys
import tempfile
from pathlib import Path

import sqlmodel
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as sqlcipher

import casemgr.app  # noqa: F401  (every table there is)
from casemgr.core import migrate
from casemgr.core.engine import connect
from casemgr.core.search import SCHEMA

OURS = {"search", "search_data", "search_idx", "search_docsize", "search_config", "alembic_version"}
ONLY_AT_THE_END = [
    """CREATE TRIGGER audit_at_end BEFORE INSERT ON audit WHEN new.seq <> (SELECT ifnull(max(seq), 0) + 1 FROM audit)
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END""",
    """CREATE TRIGGER audit_session_once BEFORE INSERT ON audit_session
    WHEN EXISTS (SELECT 1 FROM audit_session WHERE id = new.id)
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END""",
]
"""Against INSERT OR REPLACE, which fires no DELETE trigger."""
AUDIT_GUARD = [
    f"""CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only'); END"""
    for table in ("audit", "audit_session")
    for what in ("UPDATE", "DELETE")
]


def plain(kind: str, value: object, _context: object) -> str | bool:
    """Column types by their SQL names: a step imports no model."""
    if kind == "type" and type(value).__name__ == "Moment":
        return "sa.DateTime()"
    if kind == "type" and isinstance(value, sqlmodel.sql.sqltypes.AutoString):
        return f"sa.String({value.length or ''})"
    return False


def main(name: str) -> None:
    last = migrate.LATEST if list((migrate.FOLDER / "versions").glob("0*.py")) else 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        if last:
            migrate.create(path, bytes(32))
        raw = connect(path, bytes(32), guarded=False, make=True)
        engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
        with engine.connect() as connection:
            options = {
                "compare_type": True,
                "render_item": plain,
                "render_as_batch": True,
                "include_name": lambda name, what, _parents: what != "table" or name not in OURS,
                "sqlalchemy_module_prefix": "sa.",
                "alembic_module_prefix": "op.",
                "user_module_prefix": None,
            }
            context = MigrationContext.configure(connection, opts=options)
            script = produce_migrations(context, sqlmodel.SQLModel.metadata)
            body = render_python_code(script.upgrade_ops, render_item=plain, migration_context=context)
    number = f"{last + 1:04d}"
    lines = [f'"""{name.capitalize()}."""', "", "import sqlalchemy as sa", "from alembic import op", ""]
    before = repr(f"{last:04d}") if last else "None"
    lines += [f"revision = {number!r}", f"down_revision = {before}"]
    lines += ["branch_labels = None", "depends_on = None", "", "", "def upgrade() -> None:", f"    {body}"]
    if not last:
        lines += ["    for statement in SQL:", "        op.execute(statement)", ""]
        sql = ",\n".join(f'    """{s}"""' for s in [*SCHEMA, *AUDIT_GUARD, *ONLY_AT_THE_END])
        lines.insert(9, f"SQL = (\n{sql},\n)\n")
    file = migrate.FOLDER / "versions" / f"{number}_{name.replace(' ', '_')}.py"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
