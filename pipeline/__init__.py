"""Vietnamese government directives as structured tasks."""
