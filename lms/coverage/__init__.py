"""The head's numbers: who meets which requirement, by unit, on any day, with the names behind each number."""
