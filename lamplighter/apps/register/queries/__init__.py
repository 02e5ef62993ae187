"""Questions asked of the register; permission is one of them."""
