"""Drawing what is served: the bundle of a section."""
