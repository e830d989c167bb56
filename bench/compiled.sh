#!/bin/sh
# compiled.sh PYTHON VENV: PYTHON builds the wheel with the compiled reader, and VENV gets it.
# Where the C compiler is GCC, twice: the first build counts what it does while it reads the articles of the repository; by these counts the second one is laid
# out, and its modules are linked as one. Elsewhere, and where that does not work, once: the same readings, some 7 % slower.
set -u
python=$1 venv=$2
work=$(cd "$venv" && pwd)/work

build() { # the wheel, with these flags besides; by way of a source archive, so that no compiled file lies beside the sources: it would be imported in their place
    rm -rf "$work/built" "$venv/dist" && mkdir -p "$work/built" &&
        CFLAGS="-fvisibility=hidden $*" HATCH_MYPYC_BUILD_DIR=$work/built HATCH_BUILD_HOOK_ENABLE_MYPYC=1 \
            "$python" -m build --no-isolation --outdir "$venv/dist" . > "$venv/build.log" 2>&1
}

install() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --force-reinstall "$@" "$venv"/dist/*.whl
}

counted() { # both builds lie in one folder, after which the files of counts are named
    build "-fprofile-generate=$work/counts" && install &&
        "$venv/bin/python" -c 'import sys; from qanat.pipeline import *; list(read_paths(Reader(), sys.argv[1:]))' samples tests/written/articles &&
        build "-fprofile-use=$work/counts -fprofile-correction -Wno-missing-profile -flto=auto"
}

rm -rf "$work" && mkdir -p "$work"
cc=${CC:-$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("CC"))')}
if $cc --version 2> /dev/null | grep -q 'Free Software Foundation' && counted; then
    install --no-deps
else
    echo "$0: built without counts of what is done often (it needs GCC; see $venv/build.log)" >&2
    { build && install; } || { cat "$venv/build.log"; exit 1; }
fi
rm -rf "$work"
