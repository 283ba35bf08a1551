"""Looking after the files of the directory."""
