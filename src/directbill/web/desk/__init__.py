"""The pages of the program desk."""
