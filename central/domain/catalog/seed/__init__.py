"""The catalogue that a new installation starts with, as tables."""
