"""`directbill doctor`: looks at an installation, one thing at a time, and says of each what it found."""
