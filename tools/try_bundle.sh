#!/bin/sh
# 试离线安装包：in a namespace without a network, from nothing but the bundle and the system's Python, up to a page in answer.
# 需要 root 与 unshare：unshare -n sh tools/try_bundle.sh build/bundle
set -eu
bundle=$(cd "$1" && pwd)
place=$(mktemp -d)
port=${PORT:-8199}
server=
clean() {
	if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" || true; fi
	rm -rf "$place"
}
trap clean EXIT
ip link set lo up
if python3 -c "import socket; socket.create_connection(('192.0.2.1', 80), 2)" 2>/dev/null; then echo '这里有网络，试验不算数 this place has a network' >&2; exit 1; fi
cd "$place"
sh "$bundle/install.sh" zongbao
zongbao/bin/zongbao demo --store store --enterprises 40 --lines 2000 >/dev/null 2>&1
zongbao/bin/zongbao office demo --store store >/dev/null
zongbao/bin/zongbao serve --store store --demo --port "$port" >serve.log 2>&1 &
server=$!
for _ in $(seq 120); do grep -q '^ready' serve.log && break; sleep 1; done
python3 - "http://127.0.0.1:$port" <<'ASK'
import re, sys, urllib.request
page = urllib.request.urlopen(sys.argv[1] + "/sign-in/").read().decode()
files = re.findall(r'"(/static/[^"#]*)', page)
assert len(files) >= 3, files
assert all(urllib.request.urlopen(sys.argv[1] + f).status == 200 for f in files), files
print("离线安装可用 works without a network:", len(files), "files of the face")
ASK
