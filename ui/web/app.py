"""The script that Streamlit runs for every page."""

from ui.web.site import show

show()
