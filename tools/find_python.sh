#!/bin/sh
# Prints the Python to use: $PYTHON, else the first on the PATH that is 3.11 or later; refuses in one sentence.
for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        "$python" -c 'import sys; print(sys.executable)'
        exit 0
    fi
done
echo '需要 Python 3.11 或更新版本，未找到（可用 make PYTHON=路径 指定）。Python 3.11 or later was not found.' >&2
exit 1
