"""What is told to people by mail, once a fact stands."""
