"""What people send as spreadsheets: read, understood, compared with the register. Nothing here saves."""
