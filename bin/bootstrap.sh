# Sourced by the commands beside it: a Python, a virtual environment, the pinned packages.
# Safe to run again, to interrupt, and to run twice at once.
#
#   bootstrap COMMAND REQUIREMENTS      then run things with $VENV/bin/...

VENV=.venv

bootstrap() {
  command=$1 requirements=$2
  python=$(find_python) || exit 1
  # Others may pass through, as the database's account must, but not list.
  [ -d .data ] || mkdir -m 711 .data 2>/dev/null || fail "cannot write to $(pwd): give your user the folder, or clone it elsewhere."
  # Two terminals at once: the second waits and finds everything done.
  exec 9>.data/bootstrap.lock || fail "cannot write to $(pwd)/.data: give your user that folder."
  if command -v flock >/dev/null 2>&1; then flock 9; fi
  stamp="$VENV/.stamp-$requirements"
  wanted=$(fingerprint "$requirements")
  if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ] || ! "$VENV/bin/python" -c '' 2>/dev/null; then
    make_venv
    install_packages "$requirements"
    # Written last and renamed: an interrupted run never looks finished.
    echo "$wanted" >"$stamp.new" && mv "$stamp.new" "$stamp"
  fi
  exec 9>&-
}

fail() {
  echo "$command: $1" >&2
  exit 1
}

find_python() {
  for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  fail "needs Python 3.11 or newer, found: $(python3 --version 2>&1 || echo none). Install python3.11 and its venv package, or set PYTHON=/path/to/python."
}

fingerprint() {
  { "$python" -c 'import platform, sys; print(sys.version, platform.machine())' && cat "$1"; } |
    "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

make_venv() {
  # A venv interrupted while it was made has a python but no pip: the marker comes after both.
  if [ -e "$VENV/.made" ] && "$VENV/bin/python" -c '' 2>/dev/null; then return; fi
  echo "Creating $VENV with $("$python" --version)"
  rm -rf "$VENV"
  if ! "$python" -m venv "$VENV" 2>.data/venv.log >&2; then
    rm -rf "$VENV"
    if command -v uv >/dev/null 2>&1; then
      uv venv --quiet --python "$python" "$VENV" || fail "uv could not create $VENV."
    else
      fail "$python cannot create virtual environments: install its venv package (Debian: python3-venv) or uv."
    fi
  fi
  : >"$VENV/.made"
}

install_packages() {
  echo "Installing packages of $1 (the first time takes about half a minute)"
  log=.data/install.log
  if find_uv && "$uv" pip install --quiet --python "$VENV/bin/python" --require-hashes --compile-bytecode -r "$1" >$log 2>&1; then return; fi
  # pip knows indexes that only its own configuration names.
  if "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1" >>$log 2>&1; then return; fi
  tail -n 15 $log >&2
  if [ "$(df -Pk . | awk 'NR == 2 { print $4 }')" -lt 1000000 ]; then
    fail "less than 1 GB is free on the disk of $(pwd): free some and start again."
  fi
  fail "the packages could not be installed: is a package index reachable? Set PIP_INDEX_URL (or UV_DEFAULT_INDEX), or UV_OFFLINE=1 with a filled cache. Log: $log"
}

find_uv() {
  if [ -x "$VENV/bin/uv" ]; then
    uv=$VENV/bin/uv
  elif command -v uv >/dev/null 2>&1; then
    uv=uv
  else
    # The same pinned, hashed version that the requirements name.
    awk '/^uv==/ { on = 1 } on { print } on && !/\\$/ { exit }' requirements.txt >.data/uv.txt
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r .data/uv.txt >.data/install.log 2>&1 || return 1
    uv=$VENV/bin/uv
  fi
}
