"""Dialogue, report, counts → what people see."""
