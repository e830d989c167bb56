"""Up to which reading each alert has looked. Frozen, as every revision is."""

from alembic import op
from sqlalchemy import Column, Integer

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """The column."""
    op.add_column("alerts", Column("seen", Integer, nullable=False, server_default="0"))
