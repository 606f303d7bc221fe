"""The health of an installation: what should be alive, what went wrong, what to do about it."""
