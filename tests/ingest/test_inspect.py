from corpus import Document
from ingest.inspect import Faq, inspect_text

TEXT = """\
# Owls

Spread the love

## Food

Owls eat:

- mice
- voles

| Bird | Food |
|---|---|
| Owl | mice |

## FAQ

### **Who** hoots?

Owls do. Mice do not.
"""


def test_an_inspection_shows_what_was_found() -> None:
    document = Document(id="owls.md", title="Owls", source="/owls.md", text=TEXT, digest="")

    found = inspect_text(document)

    assert found.title == "Owls"
    assert found.headings == (("Food",), ("FAQ",))
    assert found.faqs == (Faq("Who hoots?", 2),)
    assert found.lists == (("mice", "voles"),)
    assert found.tables == (("| Bird | Food |", "| Owl | mice |"),)
    assert found.boilerplate == ("Spread the love",)
    assert "".join(chunk.text for chunk in found.chunks) == TEXT
