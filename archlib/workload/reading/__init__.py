"""From a file to samples: its bytes, its form (CSV or JSON), its moments and values, the clock they were written by."""
