/** Base 32 for people who read and type (Douglas Crockford): no I, L, O, U, and I, L, O are read as the digits they look like. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOOKALIKES: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };
const BITS = 5;

/** Five bits to a character, the last filled up with zeros. */
export function encodeCrockford(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(BITS, '0'), 2)]).join('');
}

/** Bytes of a text in any case and width, whatever separates its characters; `null` where a character is none of the alphabet or spare bits are set. */
export function decodeCrockford(text: string): Uint8Array | null {
  const characters = [
    ...text
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[\s\p{Pd}]/gu, ''),
  ];
  const values = characters.map((character) => ALPHABET.indexOf(LOOKALIKES[character] ?? character));
  if (values.includes(-1)) return null;
  const bits = values.map((value) => value.toString(2).padStart(BITS, '0')).join('');
  const whole = bits.length - (bits.length % 8);
  if (bits.slice(whole).includes('1')) return null;
  return Uint8Array.from(bits.slice(0, whole).match(/.{8}/g) ?? [], (octet) => Number.parseInt(octet, 2));
}
