"""Kinds of step: what a course asks of each, and the kind that courses bring themselves."""
