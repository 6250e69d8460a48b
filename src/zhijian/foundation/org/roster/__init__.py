"""The roster in and out of the sheets people really have.

A sheet is read (`sheets`, `people`), its columns are named (`headings`, `columns`), each person's row is
compared with the roster (`matching`, `planning`) and gets one of five verdicts; only then something is
written (`applying`), and all of it can be taken back (`undoing`). Nobody is merged by name alone, an empty
cell never replaces anything, and a number that lost its digits is never repaired without asking.
"""
