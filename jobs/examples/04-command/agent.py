"""An agent for the harness `command`, in Python: a model that may run shell commands, asked by chat completions."""
import json
import os
import pathlib
import subprocess
import sys
import urllib.request

task = json.load(sys.stdin)
system = "Work in the folder that you are in. Use the tool shell. End with a short answer."
if "skill" in task:
    system += "\n\n" + pathlib.Path(task["skill"]["path"], "SKILL.md").read_text()
messages = [{"role": "system", "content": system}, {"role": "user", "content": task["query"]}]
shell = {"type": "function", "function": {
    "name": "shell", "description": "Runs a shell command.",
    "parameters": {"type": "object", "properties": {"command": {"type": "string"}}, "required": ["command"]}}}

for turn in range(20):
    request = urllib.request.Request(
        task["model"]["base_url"] + "/chat/completions",
        json.dumps({"model": task["model"]["model"], "messages": messages, "tools": [shell]}).encode(),
        {"content-type": "application/json", "authorization": "Bearer " + os.environ.get("TRACE2SKILL_API_KEY", "")})
    message = json.load(urllib.request.urlopen(request))["choices"][0]["message"]
    messages.append(message)
    for call in message.get("tool_calls") or []:
        command = json.loads(call["function"]["arguments"])["command"]
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        said = done.stdout + done.stderr + (f"[exit code {done.returncode}]" if done.returncode else "")
        messages.append({"role": "tool", "tool_call_id": call["id"], "content": said})
    pathlib.Path(task["output"]).write_text(json.dumps({"messages": messages}))
    if not message.get("tool_calls"):
        break
