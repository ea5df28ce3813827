"""Tests of meetings, issues, decisions and leaders."""
