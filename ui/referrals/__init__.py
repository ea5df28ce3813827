"""Referrals on the window: the queues, one referral with the steps one may take, and the form of a new one."""
