"""The assessor's pages: their own assessments, and nobody else's."""
