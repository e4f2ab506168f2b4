"""Pages of courses: my courses, a course, a section, and marking steps as done."""
