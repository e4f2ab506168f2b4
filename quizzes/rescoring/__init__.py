"""Judging attempts again by a corrected answer key, when somebody has seen who changes and says so."""
