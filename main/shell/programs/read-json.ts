import type { IncomingMessage } from 'node:http';
import { ProgramFault } from '../../programs/fault.ts';

/**
 * The JSON of a body, read no further than it may be long.
 * @throws ProgramFault TOO_LARGE, BODY_WRONG
 */
export async function readJson(request: IncomingMessage, most: number): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw new ProgramFault('TOO_LARGE', { most });
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new ProgramFault('TOO_LARGE', { most });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new ProgramFault('BODY_WRONG', { note: 'not JSON in UTF-8' });
  }
}
