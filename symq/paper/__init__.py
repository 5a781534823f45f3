"""Papers as claims: registers joined with statements, verdicts computed by a rule table."""
