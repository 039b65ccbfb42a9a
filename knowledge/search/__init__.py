"""Full-text search over passages of Chinese: exact enough to answer from, without a model and without a dependency.

``SearchIndex`` is the door; ``segment`` holds the arrays, ``asked`` reads a question, ``ranking`` looks closely at the
best, ``weights`` holds what was learnt.
"""

from knowledge.search.engine import Hit, Passage, SearchIndex
from knowledge.search.segment import SegmentError

__all__ = ["Hit", "Passage", "SearchIndex", "SegmentError"]
