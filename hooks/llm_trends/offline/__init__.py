"""What a reader takes along: a copy of the site for reading from disk, and one PDF of it."""
