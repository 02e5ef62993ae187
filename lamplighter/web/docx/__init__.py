"""Documents for word processors (DOCX, ISO/IEC 29500), from right to left where their language is."""

from lamplighter.web.docx.writing import MEDIA_TYPE, docx

__all__ = ["MEDIA_TYPE", "docx"]
