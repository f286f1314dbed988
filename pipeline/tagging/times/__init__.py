"""Time expressions and their values: deadlines, recurrences, durations, events, school years, the calendar."""
