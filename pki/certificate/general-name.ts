import { children, contextConstructed, contextPrimitive, type DerNode, parseDer } from '../asn1/der.ts';
import { toHex } from '../asn1/values.ts';
import { type Name, readName } from './name.ts';

/** A GeneralName (RFC 5280 section 4.2.1.6); kinds that nothing here compares by meaning stay bytes. */
export type GeneralName =
  | { readonly kind: 'directory'; readonly name: Name }
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  /** 4 or 16 octets; in name constraints twice as many, the mask behind. */
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  | { readonly kind: 'other'; readonly tag: number; readonly der: Uint8Array };

const TEXT_KINDS: Readonly<Record<number, 'email' | 'dns' | 'uri'>> = {
  [contextPrimitive(1)]: 'email',
  [contextPrimitive(2)]: 'dns',
  [contextPrimitive(6)]: 'uri',
};

const DIRECTORY_NAME = contextConstructed(4);
const IP_ADDRESS = contextPrimitive(7);

/** Names in one extension; certificates for a whole company's hosts have hundreds. */
const MAX_NAMES = 4_096;

export function readGeneralName(node: DerNode): GeneralName {
  if (node.tag === DIRECTORY_NAME) return { kind: 'directory', name: readName(parseDer(node.content)) };
  if (node.tag === IP_ADDRESS) return { kind: 'ip', octets: node.content };
  const kind = TEXT_KINDS[node.tag];
  if (kind) return { kind, text: Buffer.from(node.content).toString('latin1') };
  return { kind: 'other', tag: node.tag, der: node.bytes };
}

/** GeneralNames, also under an implicit tag. */
export const readGeneralNames = (node: DerNode, limit = MAX_NAMES): GeneralName[] => children(node, limit).map(readGeneralName);

export const sameGeneralName = (a: GeneralName, b: GeneralName): boolean => generalNameKey(a) === generalNameKey(b);

/** Key under which two names are the same (RFC 5280 sections 7.1 to 7.5); what has no comparison there is compared byte for byte. */
export function generalNameKey(name: GeneralName): string {
  if (name.kind === 'directory') return `directory:${name.name.key}`;
  if (name.kind === 'ip') return `ip:${toHex(name.octets)}`;
  if (name.kind === 'other') return `other:${toHex(name.der)}`;
  return `${name.kind}:${NORMAL_FORM[name.kind](name.text)}`;
}

/** The host's letter case does not count, that of the rest does; an address that is cut otherwise stays as it is. */
const NORMAL_FORM: Readonly<Record<'email' | 'dns' | 'uri', (text: string) => string>> = {
  dns: (text) => text.toLowerCase(),
  email: (text) => text.replace(/@[^@]*$/, (host) => host.toLowerCase()),
  uri: (text) => text.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/?#@]*(?=[/?#]|$))?/i, (start) => start.toLowerCase()),
};
