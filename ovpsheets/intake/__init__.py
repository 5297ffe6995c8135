"""What came back: cells, identify, place, interpret, reconcile."""
