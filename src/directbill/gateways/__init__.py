"""The world outside: for each a client, and where it is somebody else's service, a fake held against its contract."""
