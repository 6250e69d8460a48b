"""同事: who works here; taking on, switching off and on, a new link, signing out everywhere."""
