"""The script that Streamlit runs for the chat page."""

from ui.web.page import show

show()
