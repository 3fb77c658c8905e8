#!/bin/sh
# 离线安装包：wheels of everything in the lock, our own with the face inside, and an install.sh that needs Python 3.11+ only.
set -eu
target=$1
rm -rf "$target" && mkdir -p "$target/wheels"
. tools/pip_settings.sh
echo '取依赖的包…  fetching the wheels of the lock' >&2
.venv/bin/python -m pip download -q --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.lock -d "$target/wheels"
.venv/bin/python -m pip download -q --disable-pip-version-check --only-binary :all: --require-hashes --no-deps -r requirements-uv.lock -d "$target/wheels"
echo '打自己的包…  building our own' >&2
build/uv/bin/uv build -q --wheel --no-build-isolation --offline --python .venv/bin/python -o "$target/wheels"
cp requirements.lock LICENSE "$target/"
cat > "$target/install.sh" <<'INSTALL'
#!/bin/sh
# 安装：sh install.sh [目录]。不联网；需要 Python 3.11 以上。Installs into a folder, without a network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-zongbao}
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 以上 needs Python 3.11 or later' >&2; exit 1; }
tools=$(mktemp -d) && trap 'rm -rf "$tools"' EXIT
python3 -m zipfile -e "$here"/wheels/uv-*.whl "$tools"
uv=$(find "$tools" -path '*scripts/uv' | head -1) && chmod +x "$uv"
export UV_OFFLINE=1 UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1
"$uv" venv -q "$to"
"$uv" pip install -q --python "$to/bin/python" --no-index --find-links "$here/wheels" --require-hashes -r "$here/requirements.lock"
"$uv" pip install -q --python "$to/bin/python" --no-index --no-deps "$here"/wheels/zongbao-*.whl
echo "已安装 installed: $to/bin/zongbao"
INSTALL
printf '解开后运行 sh install.sh 目录；之后 目录/bin/zongbao office setup --store 数据目录，再 目录/bin/zongbao serve --store 数据目录。\n' > "$target/先读我.txt"
tar -C "$(dirname "$target")" -czf "$target.tar.gz" "$(basename "$target")"
echo "$target.tar.gz  $(du -h "$target.tar.gz" | cut -f1)"
