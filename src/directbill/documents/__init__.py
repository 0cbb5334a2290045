"""What is printed: one presenter and its faces. Imports core and programs only."""
