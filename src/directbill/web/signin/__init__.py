"""Signing in: pages and flows over allauth, with our own check of what a provider says."""
