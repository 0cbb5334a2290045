"""The domain: values in, values out. Standard library only; no clock, no chance, no I/O."""
