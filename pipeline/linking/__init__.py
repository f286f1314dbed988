"""Links of tasks over years and levels, threads, coverage."""
