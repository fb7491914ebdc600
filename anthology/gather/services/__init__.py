"""Comments that come without their essays, one module a service."""
