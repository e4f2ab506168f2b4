"""Staff lists: reading them, comparing them with what is known, and applying them whole or not at all."""
