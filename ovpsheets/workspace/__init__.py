"""Where things lie, and the journeys made there: with plan, registers and history at hand."""
