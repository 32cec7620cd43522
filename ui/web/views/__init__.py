"""The pages of the site, each with a `show(site)`.

The folder is not called `pages`, since Streamlit would run every file of that by itself.
"""
