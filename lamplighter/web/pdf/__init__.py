"""Files to print, to send and to keep (PDF), tagged for those who hear them, from right to left where needed."""

from lamplighter.web.pdf.writing import MEDIA_TYPE, pdf

__all__ = ["MEDIA_TYPE", "pdf"]
