"""Coming in and going out: django-allauth underneath, the house's page and words on top."""
