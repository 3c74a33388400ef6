"""Conferencer: a notebook for one-on-one conferences between a teacher and a learner."""

__version__ = "0.1.0"
