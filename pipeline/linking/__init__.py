"""Links of tasks over years and levels, sources, coverage."""

from pipeline.linking.linker import link

__all__ = ["link"]
