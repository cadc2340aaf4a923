// A copy of the page's module in which each function can be made to fail.
//
// Every function gets a byte in a memory of its own, exported as "faults". At each call it looks at the
// byte: 2 traps, as a panic ends; anything else becomes 1, so that one sees who was called.

const UNREACHABLE = 0x00;
const [MEMORY, GLOBAL, EXPORT, CODE, IMPORT] = [5, 6, 7, 10, 2];
const TAG = 13;
const PAGE_BYTES = 65_536;
/** The name of the memory of bytes. */
export const EXPORTED = "faults";

/** The module with a byte for each of its functions. */
export function instrument(bytes) {
  const sections = read(bytes);
  const section = (id) => sections.find((known) => known.id === id)?.content;
  const memories = importedMemories(section(IMPORT)) + (section(MEMORY) ? new Reader(section(MEMORY)).number() : 0);
  const bodies = list(section(CODE));
  const pages = Math.ceil(bodies.length / PAGE_BYTES);
  const memory = [0x00, ...leb(pages)];
  const name = [...new TextEncoder().encode(EXPORTED)];
  const exported = [...leb(name.length), ...name, 0x02, ...leb(memories)];
  const code = joined([leb(bodies.length), ...bodies.flatMap((body, at) => {
    const noted = noting(body, memories, at);
    return [leb(noted.length), noted];
  })]);
  if (!section(MEMORY)) {
    const behind = sections.findIndex(({ id }) => id === TAG || id === GLOBAL || (id >= EXPORT && id < TAG));
    sections.splice(behind, 0, { id: MEMORY, content: new Uint8Array([0]) });
  }
  const parts = sections.map(({ id, content }) => {
    const made = id === CODE ? code : id === MEMORY ? longer(content, memory) : id === EXPORT ? longer(content, exported) : content;
    return joined([[id], leb(made.length), made]);
  });
  return Buffer.from(joined([bytes.subarray(0, 8), ...parts]));
}

/** The function's body with a look at its byte in front. */
function noting(body, memory, at) {
  const reader = new Reader(body);
  for (let groups = reader.number(); groups > 0; groups -= 1) {
    reader.number();
    reader.at += 1;
  }
  // An alignment of 2⁰, and that a memory is named.
  const byte = [0x40, ...leb(memory), ...leb(at)];
  const look = [
    0x41, 0, 0x2d, ...byte, 0x41, 2, 0x46, 0x04, 0x40, UNREACHABLE, 0x0b, // if byte == 2 { unreachable }
    0x41, 0, 0x41, 1, 0x3a, ...byte, // byte = 1
  ];
  return joined([body.subarray(0, reader.at), look, body.subarray(reader.at)]);
}

class Reader {
  at = 0;

  constructor(bytes) {
    this.bytes = bytes;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at];
      this.at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  take(count) {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  limits() {
    const flags = this.number();
    this.number();
    if (flags & 1) this.number();
  }
}

function read(bytes) {
  const reader = new Reader(bytes);
  reader.at = 8;
  const sections = [];
  while (reader.at < bytes.length) sections.push({ id: reader.take(1)[0], content: reader.take(reader.number()) });
  return sections;
}

/** The entries of a section that each begin with their length. */
function list(content) {
  const reader = new Reader(content);
  return Array.from({ length: reader.number() }, () => reader.take(reader.number()));
}

function importedMemories(content) {
  if (!content) return 0;
  const reader = new Reader(content);
  let memories = 0;
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.take(reader.number());
    reader.take(reader.number());
    const [kind] = reader.take(1);
    if (kind === 0) reader.number();
    else if (kind === 1) { reader.take(1); reader.limits(); }
    else if (kind === 2) { reader.limits(); memories += 1; }
    else if (kind === 3) reader.take(2);
    else throw new Error(`an import of kind ${kind}`);
  }
  return memories;
}

/** A section's content with one more entry. */
function longer(content, entry) {
  const reader = new Reader(content);
  const count = reader.number();
  return joined([leb(count + 1), content.subarray(reader.at), entry]);
}

function leb(value) {
  const bytes = [];
  for (let rest = value; ; ) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
    if (rest === 0) return bytes;
  }
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
