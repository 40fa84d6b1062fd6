"""Calls of WASI made from random bytes, with every memory access checked."""
