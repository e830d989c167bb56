"""The web app: the questions of the record as pages, and the same rows as JSON and CSV."""
