"""Whether footnotes hold what they promise."""

from assistant import Assistant, Reply


def assert_exact(assistant: Assistant, reply: Reply) -> None:
    """Every quote stands in its document at the place and on the line that it names."""
    for citation in reply.citations:
        text = assistant.document(citation.document_id).text
        assert text[citation.start : citation.end] == citation.quote
        assert text.splitlines()[citation.line - 1].strip().startswith(citation.quote[:10]) or (
            citation.quote.splitlines()[0] in text.splitlines()[citation.line - 1]
        )
