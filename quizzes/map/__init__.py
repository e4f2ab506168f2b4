"""The map of an exercise: where its choices lead, drawn as SVG. Pure."""
