"""An action plan as it was adopted, read into plan.xlsx: contents → rows → lines → plan.

Every cell of the file ends in the account, with what became of it; what is doubtful in the
new plan is listed, and coloured there. See ``docs/howto/coordinator.md``.
"""
