"""The store of what was extracted, and its queries."""
