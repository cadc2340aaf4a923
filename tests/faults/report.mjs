// Prints the fault suite's table behind the tests: a reporter for Node's test runner.
const HEAD = ["fault", "runs", "edits acknowledged", "lost", "half-applied", "", "seed"];

export default async function* table(source) {
  const rows = [];
  for await (const { type, data } of source) {
    if (type === "test:diagnostic" && data.message.startsWith("| ")) rows.push(data.message);
  }
  if (rows.length === 0) return;
  yield `\n| ${HEAD.join(" | ")} |\n| --- |${" --: |".repeat(4)} --- | --: |\n${rows.join("\n")}\n\n`;
}
