"""What people send about scenarios and exercises."""
