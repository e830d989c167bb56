"""What is collected from the web, and prints of texts"""

from alembic import op

from qanat.record.tables import COLLECTING, metadata, text_prints

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The tables of `qanat collect` and that of prints; a record that was made today has them already."""
    metadata.create_all(op.get_bind(), tables=[*COLLECTING, text_prints])
