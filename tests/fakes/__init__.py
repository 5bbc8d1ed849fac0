"""Platforms on loopback, to be talked to over real HTTP."""
