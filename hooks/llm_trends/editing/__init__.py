"""The editors' commands: each a pure function from files to changes of files, and one writer."""
