"""What of a removed document is left in a server's own files."""

import subprocess
from pathlib import Path

from corpus import Server
from tests.chroma import PROGRAM, ChromaServer
from tests.corpus.sample import found_in, publish, text
from tests.fakes import HashEncoder


def test_removed_text_is_in_no_file_of_the_server_once_it_was_vacuumed(
    mortal: ChromaServer, tmp_path: Path
) -> None:
    server = Server(mortal.url, cache=tmp_path / "cache")
    documents = {"a.md": [text("Owls hoot.\n")], "b.md": [text("The password is zyzzyva.\n")]}
    publish(Path("index"), documents, HashEncoder(), server=server)
    before = found_in(mortal.folder, "zyzzyva")

    publish(Path("index"), {}, HashEncoder(), remove=["b.md"], server=server)
    subprocess.run(
        [PROGRAM, "vacuum", "--path", mortal.folder, "--force"],
        check=True,
        stdout=subprocess.DEVNULL,
    )

    assert before == ["chroma.sqlite3"]
    assert found_in(mortal.folder, "zyzzyva") == []
    assert found_in(server.cache, "zyzzyva") == []
    assert found_in(mortal.folder, "Owls hoot") == ["chroma.sqlite3"]
