"""What every action is made of: the transaction with its scope, the event, and the notices."""
