#!/usr/bin/env python3
"""A model that is played, on this machine, so that the examples run without a key.

    python3 jobs/examples/played_model.py [PORT]          # 18080 unless given; 0 takes a free one

It speaks Anthropic's Messages and OpenAI's chat completions and Responses, at once or as a stream. It knows
the task by its text, calls the shell with what stands in the task's played.sh (three of the twenty are wrong),
and says that it is done. It proves that an agent runs, and nothing about how good a skill is."""
import json
import pathlib
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TASKS = {}
for folder in sorted((pathlib.Path(__file__).parent / "tasks").iterdir()):
    first = (folder / "task.yaml").read_text().splitlines()[0]
    TASKS[json.loads(first.removeprefix("query: "))] = (folder / "played.sh").read_text().strip()

SHELLS = {"Bash": "command", "bash": "command", "shell": "command", "execute": "command",
          "run_shell_command": "command", "exec_command": "cmd"}


def play(asked, tools, turn):
    """What the model says: a text, and the calls of tools as (name, arguments)."""
    script = next((sh for query, sh in TASKS.items() if query in asked), None)
    shell = next((name for name in SHELLS if name in tools), None)
    if script is None or shell is None:
        return "I do not know this task.", []
    calls = [("I look around.", (shell, {SHELLS[shell]: "ls -R"})),
             ("Now I do it.", (shell, {SHELLS[shell]: script}))]
    if "Skill" in tools and "file-chores" in asked:
        calls.insert(0, ("I load the skill.", ("Skill", {"skill": "file-chores"})))
    if shell == "bash" and "submit" in tools:
        calls.append(("", ("submit", {"answer": "It is done."})))
    return (calls[turn][0], [calls[turn][1]]) if turn < len(calls) else ("It is done.", [])


def words(value):
    """All texts in a value, however deep."""
    if isinstance(value, str):
        return value
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return "\n".join(words(child) for child in children)


class Model(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    number = 0

    def log_message(self, *ignored):
        pass

    def do_HEAD(self):
        self.send(200, "application/json", "")

    do_GET = do_HEAD

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or "{}")
        path = self.path.split("?")[0]
        for end, answer in (("/messages", messages), ("/chat/completions", chat), ("/responses", responses)):
            if path.endswith(end):
                Model.number += 1
                whole, events = answer(body, f"{Model.number:08d}")
                if body.get("stream"):
                    return self.send(200, "text/event-stream", events)
                return self.send(200, "application/json", json.dumps(whole))
        return self.send(404, "application/json", "{}")

    def send(self, status, kind, text):
        data = text.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def event(value):
    return f"event: {value['type']}\ndata: {json.dumps(value)}\n\n"


def messages(body, key):
    turns = [m for m in body["messages"] if m["role"] == "assistant" and "tool_use" in json.dumps(m["content"])]
    text, calls = play(words(body), {t["name"] for t in body.get("tools", [])}, len(turns))
    content = [{"type": "text", "text": text}] if text else []
    content += [{"type": "tool_use", "id": f"toolu_{key}{i}", "name": n, "input": a} for i, (n, a) in enumerate(calls)]
    whole = {"id": f"msg_{key}", "type": "message", "role": "assistant", "model": body["model"], "content": content,
             "stop_reason": "tool_use" if calls else "end_turn", "stop_sequence": None,
             "usage": {"input_tokens": 120, "output_tokens": 30, "cache_read_input_tokens": 0,
                       "cache_creation_input_tokens": 0}}
    events = event({"type": "message_start", "message": {**whole, "content": [], "stop_reason": None}})
    for i, block in enumerate(content):
        if block["type"] == "text":
            empty, delta = {**block, "text": ""}, {"type": "text_delta", "text": block["text"]}
        else:
            empty = {**block, "input": {}}
            delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
        events += event({"type": "content_block_start", "index": i, "content_block": empty})
        events += event({"type": "content_block_delta", "index": i, "delta": delta})
        events += event({"type": "content_block_stop", "index": i})
    delta = {"stop_reason": whole["stop_reason"], "stop_sequence": None}
    events += event({"type": "message_delta", "delta": delta, "usage": {"output_tokens": 30}})
    return whole, events + event({"type": "message_stop"})


def chat(body, key):
    turns = [m for m in body["messages"] if m["role"] == "assistant" and m.get("tool_calls")]
    text, calls = play(words(body), {t["function"]["name"] for t in body.get("tools", [])}, len(turns))
    message = {"role": "assistant", "content": text or None}
    if calls:
        message["tool_calls"] = [
            {"index": i, "id": f"call_{key}{i}", "type": "function",
             "function": {"name": n, "arguments": json.dumps(a)}} for i, (n, a) in enumerate(calls)]
    usage = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}
    reason = "tool_calls" if calls else "stop"
    base = {"id": f"chatcmpl-{key}", "created": 0, "model": body["model"]}
    chunks = [{**base, "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": message}]},
              {**base, "object": "chat.completion.chunk", "usage": usage,
               "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}]
    events = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
    whole = {**base, "object": "chat.completion", "usage": usage,
             "choices": [{"index": 0, "message": message, "finish_reason": reason}]}
    return whole, events


def responses(body, key):
    turns = [i for i in body["input"] if isinstance(i, dict) and i.get("type") == "function_call"]
    text, calls = play(words(body), {t.get("name") for t in body.get("tools", [])}, len(turns))
    items = [{"id": f"msg_{key}", "type": "message", "role": "assistant", "status": "completed",
              "content": [{"type": "output_text", "text": text, "annotations": []}]}] if text else []
    items += [{"id": f"fc_{key}{i}", "type": "function_call", "call_id": f"call_{key}{i}", "name": n,
               "arguments": json.dumps(a), "status": "completed"} for i, (n, a) in enumerate(calls)]
    whole = {"id": f"resp_{key}", "object": "response", "created_at": 0, "status": "completed",
             "model": body["model"], "output": items,
             "usage": {"input_tokens": 120, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 30,
                       "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 150}}
    events = event({"type": "response.created", "response": {**whole, "status": "in_progress", "output": []}})
    for i, item in enumerate(items):
        events += event({"type": "response.output_item.added", "output_index": i, "item": item})
        events += event({"type": "response.output_item.done", "output_index": i, "item": item})
    return whole, events + event({"type": "response.completed", "response": whole})


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 18080), Model)
    print(f"http://127.0.0.1:{server.server_port}/v1", flush=True)
    server.serve_forever()
