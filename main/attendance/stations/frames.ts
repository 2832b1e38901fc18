/** Largest content of a frame in bytes; nothing that stations tell each other comes near it, for they cut it into batches. */
export const FRAME_LIMIT = 1_048_576;
/** Objects and arrays within each other; a plan, the deepest thing that travels, has 9. */
const DEPTH_LIMIT = 16;
const HEADER = 4;

/** Bytes that are no frame, or a frame that nobody of ours would send. The connection they came over is not worth keeping. */
export class GarbageError extends Error {
  override readonly name = 'GarbageError';
}

/** A value as it travels: the length of its JSON in four octets, most significant first, then the JSON in UTF-8. @throws RangeError past `FRAME_LIMIT` */
export function frameOf(value: unknown): Buffer {
  const content = Buffer.from(JSON.stringify(value));
  if (content.length > FRAME_LIMIT) throw new RangeError(`frame of ${content.length} bytes`);
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(content.length);
  return Buffer.concat([header, content]);
}

/**
 * The values of a stream of frames, one after the other: the stream is read no faster than they are taken, and never more than one frame is kept.
 * @throws GarbageError at the first that is too long, too deep or no JSON
 */
export async function* readFrames(stream: AsyncIterable<Uint8Array>): AsyncGenerator<unknown, void> {
  let parts: Uint8Array[] = [];
  let held = 0;
  let wanted: number | null = null;
  for await (const chunk of stream) {
    parts.push(chunk);
    held += chunk.length;
    while (held >= (wanted ?? HEADER)) {
      const bytes = parts.length === 1 ? viewOf(parts[0]!) : Buffer.concat(parts);
      const end = wanted ?? HEADER;
      if (wanted === null) wanted = lengthOf(bytes);
      else {
        yield parsed(bytes.subarray(0, end));
        wanted = null;
      }
      parts = [bytes.subarray(end)];
      held -= end;
    }
  }
}

const viewOf = (chunk: Uint8Array): Buffer => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

function lengthOf(header: Buffer): number {
  const length = header.readUInt32BE();
  if (length === 0 || length > FRAME_LIMIT) throw new GarbageError(`frame of ${length} bytes`);
  return length;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(content: Uint8Array): unknown {
  try {
    const text = utf8.decode(content);
    if (depthOf(text) <= DEPTH_LIMIT) return JSON.parse(text);
  } catch (cause) {
    throw new GarbageError('no JSON', { cause });
  }
  throw new GarbageError('too deep');
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** How deep a JSON text goes, found without recursion and before anything is built from it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (quoted) {
      if (unit === BACKSLASH) index += 1;
      else if (unit === QUOTE) quoted = false;
    } else if (unit === QUOTE) quoted = true;
    else if (OPENING.has(unit)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.has(unit)) depth -= 1;
  }
  return deepest;
}
