"""directbill decides, on evidence, who may become and who may remain a direct-bill partner."""

__version__ = "0.1.0"
