"""Mentions become entities: which place, which body, which policy, which indicator, and under what identity."""
