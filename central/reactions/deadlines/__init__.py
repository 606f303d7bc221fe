"""What follows for deadlines when what they are counted by changes."""
