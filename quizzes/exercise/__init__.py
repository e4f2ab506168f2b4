"""An exercise by itself: its graph and words, grammar, check, play and score. Pure: no pages, no database."""
