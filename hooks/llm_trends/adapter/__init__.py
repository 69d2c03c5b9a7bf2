"""All that knows MkDocs: its events, the conversion of its pages, its server."""
