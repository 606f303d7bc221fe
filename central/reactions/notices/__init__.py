"""What is told to people once a fact stands: inside the product and by mail."""
