"""The rules as data: programs, their editions, and what is read from them. No value of a program stands in Python."""
