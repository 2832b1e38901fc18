import type { CardErrorCode, CardErrorDetail } from '../errors.ts';
import { wipeable } from '../bytes.ts';

/** What a token says of the entries that missed (flags of CK_TOKEN_INFO). Some tokens never say anything: PKCS#11 allows it. */
export type MissedEntries = 'none-told' | 'some' | 'final-try' | 'locked';

/** One token of a module as it can be read without a PIN. Bytes are in base64. */
export interface TokenFacts {
  /** Decimal; modules number their slots as they like. */
  readonly slot: string;
  readonly label: string;
  readonly serial: string;
  readonly model: string;
  readonly missed: MissedEntries;
  /** The PIN is typed at the device (CKF_PROTECTED_AUTHENTICATION_PATH). */
  readonly pad: boolean;
  readonly minPin: number;
  readonly maxPin: number;
  /** End-entity certificate, by its label; `null` where the token has none. */
  readonly certificate: string | null;
  /** Every other certificate on it. */
  readonly others: readonly string[];
}

export interface ModuleFacts {
  /** What the module calls itself. */
  readonly description: string;
  readonly tokens: readonly TokenFacts[];
}

/** The token that a signature is wanted from: another one in its slot is refused. */
export interface SignatureOrder {
  readonly slot: string;
  readonly serial: string;
  /** Base64. */
  readonly certificate: string;
  readonly digestInfo: string;
  readonly modulusBytes: number;
  /** What the person was told; a token that tells worse gets no PIN. */
  readonly missed: MissedEntries;
}

export interface MadeSignature {
  /** Base64. */
  readonly signature: string;
  readonly missed: MissedEntries;
}

/** What the process of a module is asked. The PIN of a signature travels behind it as bytes, not in it. */
export type ModuleRequest =
  | { readonly id: number; readonly call: 'look'; readonly path: string }
  | { readonly id: number; readonly call: 'sign'; readonly path: string; readonly order: SignatureOrder };

export type ModuleReply = { readonly id: number } & (
  | { readonly facts: ModuleFacts }
  | { readonly made: MadeSignature }
  | { readonly failure: { readonly code: CardErrorCode; readonly detail: CardErrorDetail } }
);

const HEAD = 8;

/** A message with secret bytes behind it, as one block that the writer wipes: length of all, length of the text, text, secret. */
export function frame(message: ModuleRequest | ModuleReply, secret: Uint8Array | null = null): Uint8Array {
  const text = Buffer.from(JSON.stringify(message));
  const block = wipeable(HEAD + text.length + (secret?.length ?? 0));
  const view = new DataView(block.buffer);
  view.setUint32(0, block.length);
  view.setUint32(4, text.length);
  block.set(text, HEAD);
  if (secret) block.set(secret, HEAD + text.length);
  return block;
}

/** The message of a block and what lies behind it; the latter is a view, to be wiped with the block. */
export function unframe<Message>(block: Uint8Array): { readonly message: Message; readonly secret: Uint8Array | null } {
  const end = HEAD + new DataView(block.buffer, block.byteOffset).getUint32(4);
  const message = JSON.parse(Buffer.from(block.buffer, block.byteOffset + HEAD, end - HEAD).toString('utf8')) as Message;
  return { message, secret: block.length > end ? block.subarray(end) : null };
}

/** Longer than any answer: a token with many certificates. */
const LARGEST = 4 * 1024 * 1024;

/** Blocks from a stream of chunks, which are wiped as they are taken. @throws RangeError for a length that no message has */
export async function* blocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let held: Uint8Array = wipeable(0);
  for await (const chunk of chunks) {
    const joined = wipeable(held.length + chunk.length);
    joined.set(held);
    joined.set(chunk, held.length);
    held.fill(0);
    chunk.fill(0);
    held = joined;
    for (let length = lengthOf(held); length !== null && held.length >= length; length = lengthOf(held)) {
      const block = wipeable(length);
      block.set(held.subarray(0, length));
      const rest = wipeable(held.length - length);
      rest.set(held.subarray(length));
      held.fill(0);
      held = rest;
      yield block;
    }
  }
}

function lengthOf(held: Uint8Array): number | null {
  if (held.length < HEAD) return null;
  const length = new DataView(held.buffer, held.byteOffset).getUint32(0);
  if (length < HEAD || length > LARGEST) throw new RangeError(`block of ${length} bytes`);
  return length;
}
