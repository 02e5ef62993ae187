#!/bin/sh
# Prints the path of a Python that is new enough, or says in one sentence that there is none.
for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
    path=$(command -v "$name" 2>/dev/null) || continue
    if "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$path"
        exit 0
    fi
done
found=$(python3 --version 2>/dev/null || echo "none")
echo "Lamplighter needs Python 3.11 or newer (found: $found). Install one, or name it: make PYTHON=/path/to/python3." >&2
exit 2
