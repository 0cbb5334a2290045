"""Ten simulated years of many enrolled partners: by the core alone, and by the real actions on a database."""
