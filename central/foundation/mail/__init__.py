"""Outgoing mail: one way out, each mail with a name of its own that a retry keeps."""
