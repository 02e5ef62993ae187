"""Questions asked of the roster; permission is one of them."""
