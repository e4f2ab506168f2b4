"""What is asked of the answers, and what they show. There are no tables: nothing is stored."""

from quizzes.analysis.models.picture import Advice, LessonGain, Line, Measured, Picture, Place, Route
from quizzes.analysis.models.question import FEW, By, Overall, Question, Row, Stopped, Which

__all__ = [
    "FEW",
    "Advice",
    "By",
    "LessonGain",
    "Line",
    "Measured",
    "Overall",
    "Picture",
    "Place",
    "Question",
    "Route",
    "Row",
    "Stopped",
    "Which",
]
