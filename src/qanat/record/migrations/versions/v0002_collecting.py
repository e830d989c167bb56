"""What is collected from the web"""

from alembic import op

from qanat.record.tables import COLLECTING, metadata

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The tables of `qanat collect`; a record that was made today has them already."""
    metadata.create_all(op.get_bind(), tables=list(COLLECTING))
