"""Tests of crisis encounters and response plans."""
