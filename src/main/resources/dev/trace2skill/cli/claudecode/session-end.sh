#!/bin/sh
# Notes that a session of Claude Code has ended; after enough of them, a run in the background learns
# from what is new.
#
#   sh session-end.sh CONF LAUNCHER     what the SessionEnd hook calls, with its JSON on standard input
#
# CONF is a conf file such as pay.yaml, LAUNCHER what is called as "LAUNCHER evolve-online --conf CONF".
# Beside pay.yaml there is the folder pay.hook with
#
#   spool      a line for each session that ended since the last run
#   taken.*    the lines that a run has taken out of it; they count again until a run succeeds
#   lock/      there while a run is under way; its file "owner" says PID, seconds since 1970 and host
#   failed     when the last run failed (seconds since 1970): there is no other for an hour
#   log        of runs and of what went wrong; log.1 is the one before
#
# A session is never disturbed: nothing is printed, and the exit code is always 0.

trap 'exit 0' EXIT TERM INT
trap '' HUP PIPE XFSZ
exec 2>/dev/null
umask 077
LC_ALL=C

case ${1:-} in
  --run) running=yes; shift ;;
  *) running= ;;
esac
conf=${1:-}
launcher=${2:-}
[ -n "$conf" ] && [ -n "$launcher" ] || exit 0
dir=${conf%.yaml}.hook
spool=$dir/spool
lock=$dir/lock
log=$dir/log

# Above this, a line is no longer written in one piece by every shell.
longest_line=3500
longest_log=1048576
# After a run that failed, and for a lock without an owner or of another host: seconds.
pause=3600
nameless=60
foreign=86400

say() { printf '%s session-end: %s\n' "$(date '+%Y-%m-%dT%H:%M:%S%z')" "$*" >>"$log"; }

# --- Whether there is something to do -------------------------------------------------------------

# Sets count to the sessions that no run has learned from.
count() {
  count=$(cat "$spool" "$dir"/taken.* | wc -l)
  count=$((count))
}

# Whether enough sessions have ended; the conf says how many that is.
due() {
  [ -f "$conf" ] || return 1
  count
  least=$(sed -n '/^online:/,/^[^ #]/s/.*min-sessions: *\([0-9]\{1,6\}\).*/\1/p' "$conf")
  [ "$count" -gt 0 ] && [ "$count" -ge "${least:-5}" ] || return 1
  if [ -f "$dir/failed" ]; then
    since=$(cat "$dir/failed")
    case $since in '' | *[!0-9]*) return 0 ;; esac
    [ $(($(date +%s) - since)) -ge "$pause" ] || return 1
  fi
}

# --- One run at a time ----------------------------------------------------------------------------

# Whether whoever is named as the owner may still be at work; sets why when not.
at_work() {
  case ${1:-} in
    '' | *[!0-9]*)
      why='has no owner'
      [ -z "$(find "$lock" -prune -mmin +$((nameless / 60)))" ]
      return
      ;;
  esac
  age=$(($(date +%s) - ${2:-0}))
  if [ "${3:-}" != "$(uname -n)" ]; then
    why="of process $1 on the host ${3:-?} is $age s old"
    [ "$age" -lt "$foreign" ]
    return
  fi
  why="of process $1 is $age s old, and that process is gone"
  kill -0 "$1" || return 1
  # The number may be that of another process by now.
  at=$(ps -o args= -p "$1")
  case $at in '' | *session-end*) return 0 ;; *) return 1 ;; esac
}

own() {
  printf '%s %s %s\n' "$$" "$(date +%s)" "$(uname -n)" >"$lock/owner.new" \
    && mv "$lock/owner.new" "$lock/owner"
}

take_lock() {
  if mkdir "$lock"; then
    own && return 0
    say "the lock cannot be written in $lock; there is no run"
    rm -rf "$lock"
    return 1
  fi
  [ -d "$lock" ] || return 1
  before=$(cat "$lock/owner")
  # Unquoted: three words.
  at_work $before && return 1
  # Only one takes over, and only from the owner that was found gone.
  if ! mkdir "$lock/takeover"; then
    [ -z "$(find "$lock/takeover" -prune -mmin +1)" ] || rmdir "$lock/takeover"
    return 1
  fi
  if [ "$(cat "$lock/owner")" != "$before" ] || ! own; then
    rmdir "$lock/takeover"
    return 1
  fi
  rmdir "$lock/takeover"
  say "the lock $why: it is stale and taken over"
}

rotate() {
  [ -f "$log" ] || return 0
  bytes=$(wc -c <"$log")
  [ $((bytes)) -le "$longest_log" ] || mv -f "$log" "$log.1"
}

# --- A run ----------------------------------------------------------------------------------------

learn() {
  rotate
  # A name of its own each time: what a run has left behind is not written over.
  rounds=$((rounds + 1))
  if [ -f "$spool" ]; then mv "$spool" "$dir/taken.$(date +%s).$$.$rounds"; fi
  say "a run begins, after $count sessions"
  ( cd "$dir" && exec nice -n 10 "$launcher" evolve-online --conf "$conf" ) </dev/null >>"$log" 2>&1
  code=$?
  case $code in
    0 | 4)
      rm -f "$dir"/taken.* "$dir/failed"
      say "the run has ended with exit code $code"
      ;;
    *)
      date +%s >"$dir/failed"
      say "the run has ended with exit code $code; its sessions count again, in an hour at the earliest"
      ;;
  esac
}

if [ -n "$running" ]; then
  # Once more after each run: sessions have ended meanwhile, and found the lock taken.
  rounds=0
  while due && take_lock; do
    if due; then learn; fi
    rm -rf "$lock"
  done
  exit 0
fi

# --- The end of a session -------------------------------------------------------------------------

[ -t 0 ] && exit 0
session=
while IFS= read -r line || [ -n "$line" ]; do
  session="$session$line "
done
session=${session% }
[ -n "$session" ] || exit 0
case $session in
  # Others take more than a line feed for the end of a line.
  *[[:cntrl:]]*) session=$(printf '%s' "$session" | tr '\001-\037\177' ' ') ;;
esac
if [ "${#session}" -gt "$longest_line" ]; then
  id=${session#*\"session_id\"*\"}
  id=${id%%\"*}
  case $id in '' | *[!A-Za-z0-9_-]*) id=unknown ;; esac
  session="{\"session_id\":\"$id\",\"shortened\":true}"
fi
[ -d "$dir" ] || mkdir -p "$dir"
printf '%s\n' "$session" >>"$spool" || exit 0

# The session need not wait for the rest, nor must others that end at the same time.
(
  trap - EXIT
  sleep 1
  due || exit 0
  if command -v setsid; then
    exec setsid sh "$0" --run "$conf" "$launcher"
  else
    exec nohup sh "$0" --run "$conf" "$launcher"
  fi
) </dev/null >/dev/null 2>&1 &
exit 0
