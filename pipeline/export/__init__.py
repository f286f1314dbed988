"""Results in the forms that people and programs use: one writer a format."""
