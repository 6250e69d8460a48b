"""Settings, addresses, processes and the `zhijian` command. Imports everything, is imported by nobody."""
