#!/bin/bash
# Installs a real Godot 4 for the tests: FOLDER/bin/godot, with the host's libraries untouched. Debian's testing suite is
# unpacked into the folder and started by its own loader, so any Debian or Ubuntu of today will do. A folder that has
# one already is left alone.
set -euo pipefail

folder=$(realpath -m "${1:?usage: install_godot.sh FOLDER}")
[ -x "$folder/bin/godot" ] && exit 0
packages="godot libgl1 libglx-mesa0 libgl1-mesa-dri libegl1 libegl-mesa0"  # Mesa draws the screenshots.
key=/usr/share/keyrings/debian-archive-keyring.gpg
unpacked=$folder.part

give_up() {
    echo "engines: no Godot, $1; what needs it is not tested" >&2
    exit 3
}
command -v apt-get >/dev/null || give_up "this is not Debian or Ubuntu"
[ -e "$key" ] || give_up "the package debian-archive-keyring is missing"
[ "$(dpkg --print-architecture)" = amd64 ] || give_up "only amd64 is tried"
mirror_of() { apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/?$' | sort -u | head -1; }
mirror=$(mirror_of || true)
if [ -z "$mirror" ]; then
    apt-get update -qq || true
    mirror=$(mirror_of || true)
fi
[ -n "$mirror" ] || give_up "apt knows no Debian mirror"

for suite in forky sid; do
    rm -rf "$unpacked"
    mkdir -p "$unpacked"/apt/{lists/partial,archives/partial,none} "$unpacked"/{root,bin}
    : > "$unpacked/apt/status"
    echo "deb [signed-by=$key] $mirror $suite main" > "$unpacked/apt/sources.list"
    cat > "$unpacked/apt/apt.conf" <<END
Dir::State::lists "$unpacked/apt/lists";
Dir::State::status "$unpacked/apt/status";
Dir::Cache "$unpacked/apt";
Dir::Cache::archives "$unpacked/apt/archives";
Dir::Etc::sourcelist "$unpacked/apt/sources.list";
Dir::Etc::sourceparts "$unpacked/apt/none";
Dir::Etc::preferencesparts "$unpacked/apt/none";
APT::Architectures { "amd64"; };
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
END
    echo "engines: fetching Godot from Debian's $suite (160 MB, once)"
    # shellcheck disable=SC2086
    APT_CONFIG=$unpacked/apt/apt.conf apt-get update -qq \
        && APT_CONFIG=$unpacked/apt/apt.conf apt-get install -y -qq -d $packages >/dev/null || continue
    for package in "$unpacked"/apt/archives/*.deb; do dpkg-deb -x "$package" "$unpacked/root"; done
    rm -rf "$unpacked/apt" "$unpacked"/root/usr/share/{doc,man,locale}
    cat > "$unpacked/bin/godot" <<'END'
#!/bin/sh
root=$(dirname "$(dirname "$(readlink -f "$0")")")/root
libraries=$root/usr/lib/x86_64-linux-gnu
program=$root/usr/bin/godot
export LIBGL_DRIVERS_PATH="$libraries/dri"
exec "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries:$libraries/pulseaudio" --argv0 "$program" "$program" "$@"
END
    chmod +x "$unpacked/bin/godot"
    rm -rf "$folder"
    mv "$unpacked" "$folder"
    if "$folder/bin/godot" --version; then exit 0; fi
    rm -rf "$folder"
done
rm -rf "$unpacked"
give_up "it could not be fetched or does not start"
