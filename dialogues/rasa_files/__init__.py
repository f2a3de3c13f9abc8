"""The files of a Rasa project, written from the rubric."""
