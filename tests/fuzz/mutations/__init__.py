"""What is done to a well-formed thing, each step chosen by the random source it is handed."""
