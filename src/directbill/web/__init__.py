"""The faces in a browser: layout, the portal of partners, the desk. They hold no models."""
