"""The year: its plan and targets, what was taught to whom, its report, which classes close most gaps."""
