"""Reading pages: one for each item of the library, open to whoever has its code. Cards lead here."""
