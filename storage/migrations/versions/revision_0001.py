"""Everything the first release keeps: every table on the MetaData, whichever module declares it."""

from importlib import import_module
from pkgutil import iter_modules

from alembic import op

import storage
from storage.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    for module in iter_modules(storage.__path__):
        if module.name != "migrations":
            import_module(f"storage.{module.name}")
    metadata.create_all(op.get_bind())
