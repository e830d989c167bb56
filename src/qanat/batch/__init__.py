"""Archives → Parquet of readings, in worker processes or on a Ray cluster."""
