/** In place of the secret while the rest is made; no text that is sent holds it otherwise. */
const PLACE = '\u0000';
const ESCAPED_PLACE = '\\u0000';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * JSON with a secret as one of its texts, which never becomes a string: strings cannot be wiped. The caller wipes what it gets.
 * @param make the value, with the given text where the secret goes
 * @throws TypeError for control characters, which nobody types
 */
export function secretBody(make: (place: string) => unknown, secret: Uint8Array): Uint8Array {
  const [before = '', after = ''] = JSON.stringify(make(PLACE)).split(ESCAPED_PLACE);
  const [head, tail] = [new TextEncoder().encode(before), new TextEncoder().encode(after)];
  if (secret.some((byte) => byte < 0x20)) throw new TypeError('a control character');
  const marks = secret.reduce((count, byte) => count + (byte === QUOTE || byte === BACKSLASH ? 1 : 0), 0);
  const body = new Uint8Array(head.length + secret.length + marks + tail.length);
  body.set(head);
  let at = head.length;
  for (const byte of secret) {
    if (byte === QUOTE || byte === BACKSLASH) body[at++] = BACKSLASH;
    body[at++] = byte;
  }
  body.set(tail, at);
  return body;
}
