"""What blog platforms export, one module a platform."""
