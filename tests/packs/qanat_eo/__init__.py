"""A tiny language pack, Esperanto: it holds the little that a few sentences need, and shows that the engine itself knows no language."""
