import pytest

from corpus import Document, DocumentError, Kind
from ingest import read_sections
from ingest.inspect import inspect_text
from ingest.loaders.page import read_html

DOCS = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Set up the mill - Mill Docs</title>
<style>.x {color: red}</style><script>var secret = "script words";</script></head><body>
<header><a href="/">Mill Docs</a><nav><ul><li><a href="/a">Guides</a><li><a href="/b">Shop</a></ul>
</nav></header><aside>
<ul><li><a href="1">Install</a></li><li><a href="2">Upgrade</a></li></ul></aside>
<main><article><h1>Set up the mill</h1>
<p>The mill reads its settings from one file when it starts. Changes need a restart.</p>
<h2>The file</h2><p>Put the file next to the program. It has these keys:</p>
<ul><li><code>stones</code>: how many turn<ul><li>at least one</li></ul></li><li>speed</li></ul>
<ol start="3"><li>Stop the mill.</li><li><p>Edit the file.</p><pre>stones = 2</pre></li></ol>
<table><tr><th>Key</th><th>Default</th></tr><tr><td>stones</td><td>2 | 3</td></tr></table>
<details><summary>What if the mill does not start?</summary><p>Look into the log.</p></details>
<p>The log stands in the folder of the mill and is kept for a week.</p>
<h2>Limits</h2><dl><dt>Grain</dt><dd>Up to 40 kg an hour.</dd><dt>Noise</dt><dd>60 dB.</dd></dl>
<p hidden>Hidden words.</p><p style="color: red; display : none">Invisible words.</p>
</article></main><footer><p>Copyright 2026 Mill Inc.</p></footer></body></html>"""

FAQ = """<html><head><title>Bees</title><script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "FAQPage", "mainEntity": [
{"@type": "Question", "name": "Do bees sleep?",
 "acceptedAnswer": {"@type": "Answer", "text": "<p>Yes, at <b>night</b>.</p>"}},
{"@type": "Question", "name": "How old do they get?",
 "acceptedAnswer": {"@type": "Answer", "text": "About six weeks<br>in summer."}}]}]}</script></head>
<body><nav><a href="/">Home</a></nav><h1>Bees</h1>
<details><summary>Do bees sleep?</summary>Yes, at night.</details>
<details><summary>What do bees eat?</summary><ul><li>nectar</li><li>pollen</li></ul></details>
<p>Call us on weekdays.</p></body></html>"""


def inspected(html: str):
    read = read_html(html.encode())
    return inspect_text(Document("page.html", read.title, "/page.html", read.text, ""))


def test_a_page_keeps_its_structure_and_loses_its_furniture() -> None:
    text = read_html(DOCS.encode()).text

    assert (
        text
        == """\
# Set up the mill

The mill reads its settings from one file when it starts. Changes need a restart.

## The file

Put the file next to the program. It has these keys:

- `stones`: how many turn
    - at least one
- speed

3. Stop the mill.
4. Edit the file.
    ```
    stones = 2
    ```

| Key | Default |
|---|---|
| stones | 2 \\| 3 |

Q: What if the mill does not start?

A: Look into the log.

---

The log stands in the folder of the mill and is kept for a week.

## Limits

- Grain: Up to 40 kg an hour.
- Noise: 60 dB."""
    )


def test_what_was_written_is_read_again_as_it_was_meant() -> None:
    found = inspected(DOCS)

    assert found.headings == (("The file",), ("Limits",))
    assert [faq.question for faq in found.faqs] == ["What if the mill does not start?"]
    assert found.tables == (("| Key | Default |", "| stones | 2 \\| 3 |"),)
    assert [len(entries) for entries in found.lists] == [3, 3, 2]


def test_questions_are_pairs_whether_they_fold_out_or_stand_in_the_schema() -> None:
    found = inspected(FAQ)

    assert [(faq.question, faq.sentences) for faq in found.faqs] == [
        ("Do bees sleep?", 1),
        ("What do bees eat?", 2),
        ("How old do they get?", 2),
    ]
    assert found.chunks[-1].kind is Kind.FAQ


def test_what_follows_the_last_answer_is_no_part_of_it() -> None:
    text = read_html(FAQ.encode()).text

    kinds = [block.kind for section in read_sections(text) for block in section.blocks]
    alone = [
        block.span.of(text)
        for section in read_sections(text)
        for block in section.blocks
        if block.kind is Kind.TEXT
    ]

    assert kinds.count(Kind.FAQ) == 3
    assert alone == ["Call us on weekdays."]


def test_microdata_names_questions_without_a_question_mark() -> None:
    html = """<div itemscope itemtype="https://schema.org/FAQPage"><div itemprop="mainEntity"
    itemscope itemtype="https://schema.org/Question"><h3 itemprop="name">Where storks winter</h3>
    <div itemscope itemtype="https://schema.org/Answer" itemprop="acceptedAnswer"><p
    itemprop="text">In Africa.</p></div></div></div>"""

    assert [faq.question for faq in inspected(html).faqs] == ["Where storks winter"]


def test_cells_that_span_rows_stand_in_each_of_them() -> None:
    html = """<table><caption>Owls</caption><tr><th>Kind<th>Food<th>Weight</tr>
    <tr><td rowspan=2>Barn owl<td>mice<td>300</tr><tr><td colspan=2>unknown</tr></table>"""

    assert read_html(html.encode()).text == (
        "Owls\n\n| Kind | Food | Weight |\n|---|---|---|\n| Barn owl | mice | 300 |\n"
        "| Barn owl | unknown | unknown |"
    )


def test_a_table_that_only_arranges_things_is_no_table() -> None:
    html = "<table><tr><td><h2>Owls</h2><p>They hunt.</p></td><td><p>Advice.</p></td></tr></table>"

    assert read_html(html.encode()).text == "## Owls\n\nThey hunt.\n\nAdvice."


def test_broken_markup_keeps_its_words_in_order() -> None:
    html = "<p>one<p>two <b>three <i>four</b> five</p><li>six<td>seven</div></span><h2>eight"

    words = read_html(html.encode()).text.replace("#", " ").replace("-", " ").split()

    assert words == "one two three four five six seven eight".split()


@pytest.mark.parametrize("declared", ['<meta charset="shift_jis">', ""], ids=["declared", "not"])
def test_a_japanese_page_is_read_in_its_encoding(declared: str) -> None:
    prose = "フクロウは夕暮れに狩りをします。大きな種類はウサギも捕まえます。"
    html = f"<html><head>{declared}<title>フクロウ</title></head><body><p>{prose}</p></body></html>"

    read = read_html(html.encode("shift_jis"))

    assert (read.title, read.text) == ("フクロウ", prose)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param("<title>Owls - Birds</title>", "<h1>Owls</h1>", "Owls", id="heading in title"),
        pytest.param("<title>Owls</title>", "<h1>Welcome</h1>", "Owls", id="another heading"),
        pytest.param(
            '<title>Owls | Site</title><meta property="og:title" content="Owls">', "", "Owls",
            id="shared",
        ),
        pytest.param("", "<h1>Owls</h1>", "Owls", id="heading alone"),
        pytest.param("", "<svg><title>Logo</title></svg>", "", id="title of a drawing"),
    ],
)  # fmt: skip
def test_the_title_is_the_pages_own(head: str, body: str, title: str) -> None:
    html = f"<html><head>{head}</head><body>{body}<p>They hunt at night.</p></body></html>"

    assert read_html(html.encode()).title == title


def test_words_that_look_like_marks_stay_words() -> None:
    html = "<p># 1 of the birds</p><p>| or bar</p><p>--- </p><p>&lt;div&gt; is a tag</p>"

    blocks = [b for s in read_sections(read_html(html.encode()).text) for b in s.blocks]

    assert [block.kind for block in blocks] == [Kind.TEXT] * 4


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        pytest.param("<html><script>alert(1)</script></html>", "no text", id="only a script"),
        pytest.param("<div>" * 5000 + "deep", "nested too deeply", id="endless nesting"),
    ],
)
def test_a_page_without_words_is_refused(html: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        if not read_html(html.encode()).text:
            raise DocumentError("no text")


def test_what_is_nested_too_deeply_is_noted() -> None:
    read = read_html(("<p>Owls hunt.</p>" + "<div>" * 5000 + "deep").encode())

    assert read.text == "Owls hunt."
    assert "250 elements deep" in read.notes[0]


def test_cells_that_span_a_thousand_columns_take_no_time() -> None:
    html = "<table>" + "<tr><td colspan=1000 rowspan=1000>owl<td>mouse</tr>" * 50 + "</table>"

    assert len(read_html(html.encode()).text) < 100_000
