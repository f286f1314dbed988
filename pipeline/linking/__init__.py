"""Links of tasks over years and levels, sources, coverage."""
