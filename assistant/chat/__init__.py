"""The connection to a chat model: its words as they come, or one sentence why there are none."""

from assistant.chat.chat_model import ChatModel
from assistant.chat.stop import Stop

__all__ = ["ChatModel", "Stop"]
