"""What is collected from the web, and prints of texts"""

from alembic import op

from qanat.record import kin
from qanat.record.tables import COLLECTING, metadata

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The tables of `qanat collect` (a record that was made today has them already), and that of prints."""
    metadata.create_all(op.get_bind(), tables=list(COLLECTING))
    for line in kin.SCHEMA[op.get_bind().dialect.name]:
        op.execute(line)
