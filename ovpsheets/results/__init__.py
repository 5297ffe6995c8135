"""What the coordinator and the analysts get: the consolidated workbook, the summary, data."""
