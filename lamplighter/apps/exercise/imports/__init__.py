"""What people send as scenarios: read, understood, and what cannot be kept is listed. Nothing here saves."""
