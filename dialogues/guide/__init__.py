"""What can be looked up: money, people, law, risks, cases, the innovation process, and an outline of a master plan."""
