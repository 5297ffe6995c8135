"""What files come in: archives, mails, mailboxes."""
