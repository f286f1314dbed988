"""Confidence that says what it should: of what is said at 0.9, nine in ten are right."""

from pipeline.confidence.calibrate import calibrated
from pipeline.confidence.weights import review_below

__all__ = ["calibrated", "review_below"]
