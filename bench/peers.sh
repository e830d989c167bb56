#!/bin/sh
# An environment of its own for what Qanat is measured beside: none of it is needed to run Qanat.
set -eu
home=${1:-.venv-peers}
"${PYTHON:-python3}" -m venv "$home"
"$home/bin/python" -m pip install --quiet --upgrade pip
"$home/bin/python" -m pip install --quiet trafilatura "newspaper4k[nlp]" readability-lxml lxml-html-clean
"$home/bin/python" -m pip install --quiet resiliparse dateparser farahidi qalsadi networkx unidecode ufal.udpipe
echo "$home/bin/python"
