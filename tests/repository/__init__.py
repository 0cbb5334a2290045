"""Tests about the repository itself: the promises that no single module can keep."""
