"""What we keep: fields, constraints, querysets, facts. No verbs; those are actions."""
