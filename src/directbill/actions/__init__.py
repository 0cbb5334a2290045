"""What happens: one file a noun, one function a verb, all of one shape.

Keyword-only, `by` and `at` required; a transaction in the actor's scope; lock the row; ask access; call the core;
write the row; write one event; queue notices in the same transaction; return the record.
"""
