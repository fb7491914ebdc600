#!/bin/sh
# What a press would say of this repository's book: the figures of four printers, QPDF's look at
# the syntax, Ghostscript's at the ink, and PDFBox's preflight at fonts and structure; the last
# also of the book as PDF/X-1a, X-3 and X-4. Called by make; needs VENV, and the book in build/.
#
# PDFBox tests for PDF/A-1b, which a press PDF is not and does not say it is. Of what it finds, three
# things are asked of an archive alone: a colour profile for gray (2.4.3, 2.1.3), which printers
# refuse, and metadata (7.1), which they refuse as well, or what describes that of PDF/X-4 (7.3).
# All else counts.
set -eu

PATH="$PWD/$VENV/bin:$PATH"
JARS="preflight pdfbox2 fontbox2 xmpbox commons-logging javax.activation jaxb-api bcprov bcpkix"
PACKAGES="ghostscript qpdf default-jre-headless libpdfbox2-java libcommons-logging-java
    libactivation-java libjaxb-api-java libbcprov-java libbcpkix-java"

has_tools() {
    command -v gs >/dev/null && command -v qpdf >/dev/null && command -v java >/dev/null || return 1
    for jar in $JARS; do [ -e "/usr/share/java/$jar.jar" ] || return 1; done
}

. "$(dirname "$0")/apt.sh"
has_tools || apt_install $PACKAGES >/dev/null || true
if ! has_tools; then
    echo "NOT CHECKED: ink, syntax and fonts of the press PDF. On Debian or Ubuntu:" >&2
    echo "    sudo apt-get install" $PACKAGES >&2
    exit "${WITHOUT_TOOLS:-3}"
fi
classes=$(for jar in $JARS; do printf '/usr/share/java/%s.jar:' "$jar"; done)

refuse() {
    echo "$1" >&2
    exit 1
}

# QPDF says nothing else of a file without a fault.
syntax() {
    qpdf --check "$1" >"$work/qpdf" 2>&1 || refuse "$1: $(cat "$work/qpdf")"
    ! grep -qi warning "$work/qpdf" || refuse "$1: $(cat "$work/qpdf")"
    echo "$1: qpdf finds nothing wrong"
}

ink() {
    gs -q -o - -sDEVICE=inkcov "$1" >"$work/ink" 2>&1
    if grep -qv '^ 0.00000  0.00000  0.00000  [01]\.[0-9]* CMYK OK$' "$work/ink"; then
        refuse "$1: not black alone: $(grep -v '^ 0.00000  0.00000  0.00000 ' "$work/ink" | head -n 3)"
    fi
    echo "$1: $(wc -l <"$work/ink") pages of black alone (Ghostscript)"
}

structure() {
    java -cp "$classes" org.apache.pdfbox.preflight.Validator_A1b "$1" >"$work/box" 2>&1 || true
    grep -q 'valid PDF/A-1b' "$work/box" || refuse "$1: PDFBox did not run: $(cat "$work/box")"
    if grep -v '^2\.4\.3 \|^2\.1\.3 \|^7\.1 \|^7\.3 .*npes\.org/pdfx/\|^The file \|^$' "$work/box" >"$work/faults"; then
        refuse "$1: PDFBox finds: $(head -n 5 "$work/faults")"
    fi
    echo "$1: PDFBox finds no fault in fonts and structure"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for printer in kdp-paperback ingram lulu any; do
    anthology check --for $printer
done
for file in build/*-print.pdf; do
    syntax "$file"
    ink "$file"
    structure "$file"
done
for file in build/*-screen.pdf; do
    syntax "$file"
done

mkdir "$work/build"
cp -R manuscript styles "$work"
[ ! -d build/.cache ] || cp -R build/.cache "$work/build"
for standard in x-1a x-3 x-4; do
    sed "s/^\[editions\.print\]$/&\nstandard = \"$standard\"/" manuscript/book.toml \
        >"$work/manuscript/book.toml"
    (cd "$work" && anthology --quiet build)
    for file in "$work"/build/*-print.pdf; do
        syntax "$file"
        ink "$file"
        structure "$file"
    done
done
