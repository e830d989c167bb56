"""Verdicts are found by their second side with all that is asked of them. Frozen, as every revision is."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """The index."""
    op.drop_index("ix_verdicts_kind_b", "verdicts")
    op.create_index("ix_verdicts_b_same_score", "verdicts", ["b", "same", "score"])
