"""The official documents themselves: their text as a tree of clauses, and the proof that our facts stand in it."""

from knowledge.documents.clauses import Clause, Document, Jump, Paragraph, parse
from knowledge.documents.folder import read_folder, recognise

__all__ = ["Clause", "Document", "Jump", "Paragraph", "parse", "read_folder", "recognise"]
