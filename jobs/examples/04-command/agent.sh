#!/bin/sh
# An agent for the harness `command`, in shell: it gets the task as JSON on its standard input, works in the
# folder where it is started, and prints what it did as messages. This one knows a single trick: it counts.
task=$(cat)
query=$(printf %s "$task" | sed 's/.*"query":"\([^"]*\)".*/\1/')
file=$(printf %s "$query" | grep -o '[a-z]*\.log' | head -n 1)
target=$(printf %s "$query" | grep -o 'count\.txt' | head -n 1)
if [ -z "$file" ] || [ -z "$target" ]; then
  printf '{"messages": [{"role": "assistant", "content": "I can only count errors in logs."}]}\n'
  exit 0
fi
count=$(grep -ic error "$file")
echo "$count" >"$target"
cat <<END
{"messages": [
  {"role": "user", "content": "the task"},
  {"role": "assistant", "content": "", "tool_calls": [{"id": "1", "type": "function",
    "function": {"name": "grep", "arguments": "{\"file\": \"$file\"}"}}]},
  {"role": "tool", "tool_call_id": "1", "content": "$count"},
  {"role": "assistant", "content": "There are $count."}]}
END
