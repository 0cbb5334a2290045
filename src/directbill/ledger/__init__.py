"""The data engine: billing exports become charges, charges become a statement. Exact, in DuckDB, knowing no program."""
