# Becomes the first process of its namespaces: makes the disk read-only but for the folders of a run,
# gives it a /tmp of its own, then runs a program and ends with it.
#   sh namespace.sh RUN CAPABILITIES [PATH...] -- PROGRAM [ARGUMENT...]
# Paths below /tmp that are named stay to be seen.
run=$1
drop=$2
shift 2
cd / || exit 125
exec 3<&0
cd "$run" || exit 125
exec 4</tmp
mount -c --bind tmp /tmp || exit 125
while [ "$1" != -- ]; do
  if [ -d "/proc/self/fd/4/${1#/tmp/}" ]; then
    mkdir -p "$1"
  else
    mkdir -p "${1%/*}" && : >"$1"
  fi && mount -c --bind "/proc/self/fd/4/${1#/tmp/}" "$1" || exit 125
  shift
done
shift
exec 4<&-
mkdir -p "$run" 2>/dev/null
for part in work home tmp; do
  mkdir -p "$run/$part" 2>/dev/null
  mount -c --bind "$part" "$run/$part" || exit 125
done
while read -r _ _ _ _ at _; do
  case $at in "$run"/* | /tmp | /proc | /proc/* | /sys | /sys/* | /dev | /dev/*) continue ;; esac
  mount -o remount,bind,ro "$at" || exit 125
done </proc/self/mountinfo
cd "$run/work" || exit 125
setpriv $drop "$@" <&3 3<&- &
exec 3<&-
wait $!
