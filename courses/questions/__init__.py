"""Questions to trainers: asked from a lesson or a scene, answered once, kept for everybody as its FAQ."""
