// Lets a deep agent of LangChain work on one task, for the harness `command`: the task comes on the
// standard input, what happened goes into the file that it names. The skill is listed to the model
// by its name and description, and read when the model wants it.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createDeepAgent, LocalShellBackend } from "deepagents";
import { ChatOpenAI } from "@langchain/openai";

const task = JSON.parse(readFileSync(0, "utf8"));
const agent = createDeepAgent({
  model: new ChatOpenAI({
    model: task.model.model,
    apiKey: process.env.TRACE2SKILL_API_KEY ?? "none",
    configuration: { baseURL: task.model.base_url },
    maxRetries: 2,
  }),
  backend: new LocalShellBackend({ rootDir: task.workspace, virtualMode: false, inheritEnv: true }),
  skills: task.skill ? [dirname(task.skill.path) + "/"] : [],
  systemPrompt: `Work in ${task.workspace}.`,
});

const messages = [];
const keep = () =>
  writeFileSync(task.output, JSON.stringify({ messages: messages.map((message) => message.toDict()) }));
try {
  const run = await agent.stream(
    { messages: [{ role: "user", content: task.query }] },
    { streamMode: "values", recursionLimit: 200 },
  );
  for await (const state of run) {
    messages.splice(0, messages.length, ...state.messages);
    keep(); // after every step, so that a run that is ended leaves what it did
  }
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
