"""anthology: a writer's essays, and what her readers answered, as a real book."""

__version__ = "0.1.0"
