"""What every page is made of: layout, components, static files."""
