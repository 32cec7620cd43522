"""The chat page, drawn with Streamlit."""
