import { children, contextConstructed, contextPrimitive, type DerNode, parseDer } from '../asn1/der.ts';
import { sameBytes } from '../asn1/values.ts';
import { type Name, nameKey, readName } from './name.ts';

/** A GeneralName (RFC 5280 section 4.2.1.6); kinds that nothing here compares by meaning stay bytes. */
export type GeneralName =
  | { readonly kind: 'directory'; readonly name: Name }
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'other'; readonly tag: number; readonly der: Uint8Array };

const TEXT_KINDS: Readonly<Record<number, 'email' | 'dns' | 'uri'>> = {
  [contextPrimitive(1)]: 'email',
  [contextPrimitive(2)]: 'dns',
  [contextPrimitive(6)]: 'uri',
};

const DIRECTORY_NAME = contextConstructed(4);

export function readGeneralName(node: DerNode): GeneralName {
  if (node.tag === DIRECTORY_NAME) return { kind: 'directory', name: readName(parseDer(node.content)) };
  const kind = TEXT_KINDS[node.tag];
  if (kind) return { kind, text: Buffer.from(node.content).toString('latin1') };
  return { kind: 'other', tag: node.tag, der: node.bytes };
}

/** GeneralNames, also under an implicit tag. */
export const readGeneralNames = (node: DerNode): GeneralName[] => children(node).map(readGeneralName);

export function sameGeneralName(a: GeneralName, b: GeneralName): boolean {
  if (a.kind === 'directory') return b.kind === 'directory' && nameKey(a.name.text) === nameKey(b.name.text);
  if (a.kind === 'other') return b.kind === 'other' && sameBytes(a.der, b.der);
  return a.kind === b.kind && a.text === (b as typeof a).text;
}
