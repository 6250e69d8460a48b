"""The processes of an installation, and the one that watches over them."""
