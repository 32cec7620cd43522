"""Which Chroma server keeps an index, and how it is spoken to."""

import os
import re
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import SettingsError

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?")
_STRANGE = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server and the terms on which it is used.

    Raises:
        SettingsError: The address or the name of the collections cannot be used.
    """

    url: str
    """`http://host:port` or `https://host:port`, with a path if a proxy adds one."""
    cache: Path
    """Folder on this machine for what was fetched from servers."""
    token: str = field(default="", repr=False)
    """Sent as a bearer token with every request, where it is set."""
    collection: str = ""
    """Name of the index on the server; where it is empty, the name of the index's folder."""
    timeout_seconds: float = 30.0
    """How long a request may take."""
    retry_seconds: float = 30.0
    """How long a failed request is sent again while ingesting; a question gives up earlier."""
    lock_seconds: float = 60.0
    """After how long without a sign of life a writer is taken to be dead."""
    cache_chunks: int = 500_000
    """Up to this many chunks an asker keeps the words of the index on its machine."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        try:
            is_usable = parts.scheme in ("http", "https") and bool(parts.hostname)
            is_usable &= parts.port != 0 and not (parts.query or parts.fragment or parts.username)
        except ValueError:
            is_usable = False
        if not is_usable:
            raise SettingsError(
                f"FOOTNOTE_CHROMA_URL cannot be {self.url!r}: it must be the address of a Chroma "
                "server, such as 'http://localhost:8000' or 'https://chroma.example.org'."
            )
        if self.collection and not _NAME.fullmatch(self.collection):
            raise SettingsError(
                f"FOOTNOTE_CHROMA_COLLECTION cannot be {self.collection!r}: use up to 64 letters, "
                "digits, '-' and '_', with a letter or digit at either end."
            )

    @property
    def address(self) -> str:
        """The URL without a slash at its end."""
        return self.url.rstrip("/")

    def index_name(self, index: Path) -> str:
        """Name on the server of the index that would be kept in this folder without one."""
        return self.collection or _name_of(index.resolve().name)

    def folder(self, index: Path) -> Path:
        """Where this machine keeps what it knows of the index."""
        name = self.index_name(index)
        place = sha256(f"{self.address}\n{name}".encode()).hexdigest()[:12]
        return self.cache.expanduser() / f"{name}-{place}"


def cache_folder() -> Path:
    """Where this system keeps what programs can fetch again."""
    home = Path.home()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or home / ".cache"
    return Path(base) / "footnote"


def _name_of(folder: str) -> str:
    """A name that Chroma takes, made of a folder's; different folders have different ones."""
    if _NAME.fullmatch(folder):
        return folder
    digest = sha256(folder.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{_STRANGE.sub('-', folder).strip('-_')[:48] or 'index'}-{digest}"
