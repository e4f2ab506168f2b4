"""Staff roles: who may do what, over which units, from when until when, who said so and why."""
