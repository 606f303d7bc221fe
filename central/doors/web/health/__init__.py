"""Saúde do sistema: the page, the same as JSON, and what is decided about failed deliveries."""
