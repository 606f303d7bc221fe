"""What the demo is made of: invented names, places, collaborators and texts."""
