"""Where the glossary's words appear: links to terms in every page, and who uses which term."""
