"""What Alembic runs: the migrations on the connection, and inside the transaction, that `schema.migrate` hands in."""

from alembic import context

from qanat.record.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False, render_as_batch=True)
context.run_migrations()
