"""The pages of the site, each with a `show(site)`."""
