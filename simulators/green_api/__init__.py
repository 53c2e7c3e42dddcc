"""Green API as its documentation and recorded traffic describe it, in memory."""
