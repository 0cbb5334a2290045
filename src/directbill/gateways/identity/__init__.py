"""Identity providers: who somebody is, as a signed token says it, and what such a token does not say."""
