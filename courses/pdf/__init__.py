"""Drawing what courses hand out on paper."""
