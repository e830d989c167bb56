"""How well readings agree with labelled articles; the definitions are those of the guidelines and of the public scorer."""

from qanat.measure.figures import Figures
from qanat.measure.score import Score, score

__all__ = ["Figures", "Score", "score"]
