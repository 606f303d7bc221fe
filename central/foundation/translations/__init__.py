"""The Portuguese catalogue: fragments compiled to what gettext reads, and a check that none is missing."""
