"""The same sources give the same dist/, byte for byte."""
