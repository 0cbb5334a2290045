"""What is asked of the ledger: plain SQL, one question a file."""
