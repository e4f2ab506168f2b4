"""How people and their posts are put into words."""
