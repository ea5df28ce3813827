"""What is made for a release: the bill of materials, the list of licenses, the audit of packages, the manifest."""
