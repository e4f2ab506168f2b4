"""What the law asks about personal data: what is kept of whom, erasing it, and who saw it."""
