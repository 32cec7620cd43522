"""The connection to a chat model: its words as they come, or one sentence why there are none."""

from assistant.chat.chat_model import ChatModel
from assistant.chat.checking import ChatCheck, check_chat_model
from assistant.chat.stop import Stop

__all__ = ["ChatCheck", "ChatModel", "Stop", "check_chat_model"]
