"""Views: fetch, one action or one query, respond."""
