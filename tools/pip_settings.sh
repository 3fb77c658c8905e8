# Sourced by the Makefile: uv does not read pip's settings, and it is there that an office names its mirror and certificate.
settings=$("$(sh tools/find_python.sh)" -m pip config list 2>/dev/null)
setting() {
    echo "$settings" | sed -n "s/^[^=]*\.$1='\(.*\)'\$/\1/p" | tail -n 1
}
index=${UV_DEFAULT_INDEX:-$(setting index-url)}
certificate=${SSL_CERT_FILE:-$(setting cert)}
wheels=${UV_FIND_LINKS:-$(setting find-links | tr ' ' ',')}
[ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
[ -z "$certificate" ] || export SSL_CERT_FILE="$certificate"
[ -z "$wheels" ] || export UV_FIND_LINKS="$wheels"
