"""The Arabic language pack: tables, and the `morphology` module that makes forms."""
