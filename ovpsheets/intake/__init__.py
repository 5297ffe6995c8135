"""What came back: guard, cells, identify, place, interpret, reconcile."""
