"""What the platforms that award and display badges can take from a catalog."""
