#!/bin/sh
# One nightly run of evolve-online, for cron, systemd or any scheduler that calls a program.
#
#   nightly.sh CONF [further options of evolve-online]
#
# TRACE2SKILL        the launcher (default: jobs/trace2skill beside this folder)
# TRACE2SKILL_STATE  where the lock, the summaries and the metrics go (default: ~/.trace2skill/nightly)
#
# Of two at once the second one ends at once with exit code 75, "try again later". Otherwise the exit
# code is that of the run; README.md says what each means.
set -u

conf=${1:?"usage: nightly.sh CONF [options]"}
shift
here=$(cd "$(dirname "$0")" && pwd)
launcher=${TRACE2SKILL:-$here/../trace2skill}
state=${TRACE2SKILL_STATE:-${HOME:?"set HOME or TRACE2SKILL_STATE"}/.trace2skill/nightly}
name=$(basename "$conf" .yaml)
mkdir -p "$state" || exit 2

# The system takes this lock back however the run ends; the file itself stays.
exec 9>"$state/$name.lock" || exit 2
if ! flock -n 9; then
  echo "nightly: another run of $conf is under way" >&2
  exit 75
fi

"$launcher" evolve-online --conf "$conf" \
  --metrics "$state/$name.prom" --summary "$state/$name.jsonl" "$@" 9>&-
