"""Mail drafts for the members, and the deadlines as a calendar. Nothing is ever sent."""
