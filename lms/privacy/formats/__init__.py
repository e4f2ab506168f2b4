"""How what is kept is said in words."""
