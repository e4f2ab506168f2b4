"""Files that come and go: pictures from a camera, and a course as one file."""
