#!/bin/sh
# Installs what pip cannot on Debian and Ubuntu: FluidSynth's library and one pinned SoundFont (both optional:
# without them notes use the built-in synthesiser). With AFFEKT_BROWSER set, also Chromium, in which the composer's page
# is tested. Never fails the set-up; says in one sentence what is missing.
set -u

library=libfluidsynth3
font=fluidr3mono-gm-soundfont   # MIT
font_file=/usr/share/sounds/sf3/FluidR3Mono_GM.sf3

missing=""
PATH="$PATH:/usr/sbin:/sbin"
ldconfig -p 2>/dev/null | grep -q 'libfluidsynth\.so\.3' || missing="$library"
[ -e "$font_file" ] || missing="${missing:+$missing }$font"
browser=""
if [ -n "${AFFEKT_BROWSER:-}" ] && ! command -v chromium >/dev/null 2>&1; then
    browser=chromium
fi
[ -z "$missing$browser" ] && exit 0

later() {
    [ -z "$missing" ] ||
        echo "setup: $1, so notes may use the built-in synthesiser; for FluidSynth: sudo apt-get install $missing"
    [ -z "$browser" ] || echo "setup: $1, so the composer's page is not tested; for that: sudo apt-get install $browser"
    exit 0
}

command -v apt-get >/dev/null 2>&1 || later "this is not Debian or Ubuntu"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    later "there is no right to install packages"
fi

install() {
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null 2>&1
}
fetched=""
get() {
    [ -z "$1" ] && return 0
    echo "setup: installing $1"
    install "$1" && return 0
    [ -n "$fetched" ] || $as_root apt-get update -qq >/dev/null 2>&1
    fetched=yes
    install "$1"
}
get "$missing" && missing=""
get "$browser" && browser=""
[ -z "$missing$browser" ] || later "apt-get could not install it"
