"""Cases of four kinds: their states, service clocks, escalation, tasks, problems, pages to people, and the survey."""
