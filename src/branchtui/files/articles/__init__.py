"""News articles in: .txt, .md, .docx → the parts of a report.

Must not: know reports, judge the text, or change a word of it beyond the width of its marks.
"""

from branchtui.files.articles.article import Article, read_article

__all__ = ["Article", "read_article"]
