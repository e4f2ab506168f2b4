"""The kinds of step that courses bring themselves."""
