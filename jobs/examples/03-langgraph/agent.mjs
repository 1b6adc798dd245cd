// An agent of LangChain for a LangGraph server. Its tools work in the folder that each run names in
// `configurable.workspace`. The model is any that speaks chat completions: OPENAI_BASE_URL,
// OPENAI_API_KEY and AGENT_MODEL say which.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { createAgent, tool } from "langchain";
import { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";

// A path inside the run's folder.
const inside = (config, path) => {
  const root = config.configurable.workspace;
  const full = resolve(root, path);
  if (full !== root && !full.startsWith(root + sep)) throw new Error("the path leads out of the folder");
  return full;
};

const readText = tool(async ({ path }, config) => readFile(inside(config, path), "utf8"), {
  name: "read_text",
  description: "Gives the text of a file.",
  schema: z.object({ path: z.string() }),
});

const writeText = tool(
  async ({ path, content }, config) => {
    await writeFile(inside(config, path), content);
    return "written";
  },
  {
    name: "write_text",
    description: "Writes a file, new or in place of another.",
    schema: z.object({ path: z.string(), content: z.string() }),
  },
);

const shell = tool(
  ({ command }, config) =>
    new Promise((done) =>
      execFile("sh", ["-c", command], { cwd: config.configurable.workspace, timeout: 60_000 }, (error, out, err) =>
        done(out + err + (error ? `[exit code ${error.code}]` : "")),
      ),
    ),
  {
    name: "shell",
    description: "Runs a shell command in the folder.",
    schema: z.object({ command: z.string() }),
  },
);

const model = new ChatOpenAI({
  model: process.env.AGENT_MODEL ?? "gpt-5-mini",
  maxRetries: 2,
  configuration: { baseURL: process.env.OPENAI_BASE_URL },
});

export const graph = createAgent({ model, tools: [readText, writeText, shell] }).graph;
