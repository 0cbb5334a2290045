"""What is asked: read only, one file per noun, shared by all faces."""
