"""Presenters: what a page shows, as plain values, tested without a browser."""
