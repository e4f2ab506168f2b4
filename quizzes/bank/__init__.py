"""The bank: every question of every published list, to be found again, compared and put to use."""
