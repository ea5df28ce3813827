"""Files on a record: the section under it, the question before one is added, and the viewer."""
