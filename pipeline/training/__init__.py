"""Trains what lies under ``models/``, the same to the byte from the same gold."""

from pipeline.training.train import Report, train

__all__ = ["Report", "train"]
