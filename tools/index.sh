# Sourced by the Makefile: uv does not read pip's settings, and an office's mirror is set there.
if [ -z "${UV_DEFAULT_INDEX:-}" ]; then
    mirror=$("$(sh tools/find_python.sh)" -m pip config get global.index-url 2>/dev/null) || mirror=
    [ -z "$mirror" ] || export UV_DEFAULT_INDEX="$mirror"
fi
