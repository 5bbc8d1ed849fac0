"""Needs and offers of technical cooperation."""
