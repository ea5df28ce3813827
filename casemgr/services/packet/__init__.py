"""What leaves with a referral: the letter to a service, as PDF or as a page that opens itself, and its answer."""
