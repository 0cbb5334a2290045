"""Settings of an installation: one file, read from the environment."""
