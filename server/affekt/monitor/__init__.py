"""Live pages and what feeds them."""
