// host/runner/help.c: the text of `--help`, which ./run.sh can show before anything is built.

const char runner_help[] = {
#embed "help.txt" suffix(, 0)
};
