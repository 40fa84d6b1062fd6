"""The published wheel and ours, measured side by side: `./bench.sh`."""
