"""The record"""

from alembic import op

from qanat.record import search
from qanat.record.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """All tables, and the index of words."""
    metadata.create_all(op.get_bind())
    for line in search.SCHEMA[op.get_bind().dialect.name]:
        op.execute(line)
