"""The command line: reads the clock, asks the queries, prints what the documents say."""
