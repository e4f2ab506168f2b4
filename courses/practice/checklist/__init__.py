"""The pure core of checklists: their grammar, how they are written, how they are judged. No database."""
