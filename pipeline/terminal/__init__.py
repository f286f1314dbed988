"""What is understood and found, as it is shown in a terminal."""
