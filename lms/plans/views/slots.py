"""Fills of the page of activities: the ways to the pages of a year."""

from flask import render_template


def way_to_proposals() -> str:
    """The slot ``activity_actions``: which classes would close most gaps."""
    return render_template("plans/way_to_proposals.html")


def ways_to_the_year(*, year: int) -> str:
    """The slot ``activity_ways``: the plan of a year, what was taught in it, and its report."""
    return render_template("plans/ways.html", year=year)
