#!/bin/sh
# Makes the virtual environment, installs the package into it, and sees to Pango, the one
# library that no wheel brings along. Called by make; needs PYTHON and VENV.
set -eu

. "$(dirname "$0")/apt.sh"

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "anthology needs Python 3.11 or newer; $("$PYTHON" --version) is too old." >&2
    exit 1
fi

if [ ! -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
    if ! "$PYTHON" -m venv "$VENV" 2>/dev/null; then
        apt_install python3-venv || {
            echo "Python cannot make a virtual environment here. On Debian or Ubuntu:" >&2
            echo "    sudo apt-get install python3-venv" >&2
            exit 1
        }
        "$PYTHON" -m venv --clear "$VENV"
    fi
fi

"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[dev]'

has_pango() {
    "$VENV/bin/python" -c 'import weasyprint' >/dev/null 2>&1
}

if ! has_pango; then
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
fi
if ! has_pango; then
    cat >&2 <<'TEXT'
Pango, which sets the type, is not installed, and could not be installed from here.
    Debian, Ubuntu:  sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    Fedora:          sudo dnf install pango
    macOS:           brew install pango
Then run make again.
TEXT
    exit 1
fi
