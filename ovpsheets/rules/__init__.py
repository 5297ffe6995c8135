"""What is wrong: one rule, one file; pure functions over what was collected."""
