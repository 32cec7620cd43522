import pytest

from corpus import Kind
from ingest.structure import read_sections

PROSE = "Owls hunt at night, when most of their prey is awake and moving about."
MORE = "Their ears are uneven, which tells them how high up a sound is coming from."


def boilerplate(text: str) -> str:
    return "\n".join(
        block.span.of(text)
        for section in read_sections(text)
        for block in section.blocks
        if block.kind is Kind.BOILERPLATE
    )


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Sharing is caring!",
        "Follow us on Twitter",
        "Tags:#owl#mice",
        "4 min read",
        "Photo by T. Owl on Unsplash",
        "An owl above a field at dusk. Image source.",
        "Skip to main content",
        "Home > Birds > Owls",
        "Subscribe to our weekly newsletter",
        "This website uses cookies",
        "Accept all cookies",
        "© 2024 Owl Press. All rights reserved.",
    ],
)
def test_furniture_is_recognised_wherever_it_stands(line: str) -> None:
    text = f"A Short Guide to Owls\n\n{PROSE}\n\n{line}\n\n{PROSE} {MORE}\n\n{MORE}\n"

    assert boilerplate(text) == line


@pytest.mark.parametrize(
    "end",
    [
        "What is your favourite owl? Tell us in the comments!",
        "Leave a Reply\n\nYour email address will not be published.\n\nName\n\nPost comment",
        "Want to bring owls to your business?\n\nGet a free owl today.\n\nBook Free Call",
        "Contact Owl Ltd today for tailored services. Our team is ready to assist you.",
        "100% Free consultation\nNo commitment required\nAnswer within a day",
        "About the author\n\nTawny Owl is a writer who lives in a hollow tree with two mice.",
        "Related posts\n\nMice at Noon\n\nVoles and You",
    ],
)
def test_what_follows_the_last_paragraph_is_recognised(end: str) -> None:
    text = f"A Short Guide to Owls\n\n{PROSE} {MORE}\n\n{MORE} {PROSE}\n\n{PROSE} {MORE}\n\n{end}\n"

    assert boilerplate(text) == end


def test_the_byline_and_the_caption_go_but_the_summary_stays() -> None:
    byline = "Owl Press Team\nAuthor\n2 min read\nAn owl over a dark field\nUnsplash"
    text = f"Owls and Mice: a Long Story\n\n{byline}\n\n{PROSE}\n"

    assert boilerplate(text) == byline


def test_a_table_of_contents_goes_and_its_sections_stay() -> None:
    text = f"# Owls\n\n## Contents\n\n- [Food](#food)\n- [Sleep](#sleep)\n\n## Food\n\n{PROSE}\n"

    assert boilerplate(text) == "## Contents\n\n- [Food](#food)\n- [Sleep](#sleep)"
    assert read_sections(text)[-1].heading == ("Food",)


def test_a_table_of_contents_without_links_is_found_by_its_repeats() -> None:
    text = f"{PROSE}\n\nTable of Contents\n\nFood\nSleep\n\nFood\n\n{PROSE}\n\nSleep\n\n{MORE}\n"

    assert boilerplate(text) == "Table of Contents\n\nFood\nSleep"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Contact the owl office if you have lost your licence.", id="instructions"),
        pytest.param("Get a lamp and visit the wood at night.", id="advice"),
        pytest.param("Owls are free to fly where they like today.", id="selling words in prose"),
        pytest.param(
            "Owls share this trait with cats, bats and some of the larger moths.", id="share"
        ),
        pytest.param('"Owls rule the night." - Dr. Tawny', id="quotation"),
    ],
)
def test_in_doubt_a_line_is_content(line: str) -> None:
    text = f"A Short Guide to Owls\n\n{PROSE} {MORE}\n\n{MORE} {PROSE}\n\n{line}\n"

    assert boilerplate(text) == ""


def test_a_document_of_small_print_keeps_its_title() -> None:
    text = f"Terms of Service\n\n{PROSE}\n\n{MORE}\n"

    assert boilerplate(text) == ""
