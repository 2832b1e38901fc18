import { PkiError } from '../errors.ts';
import type { LevelOrder } from '../levels/material.ts';
import type { Signer } from '../signer.ts';
import { canonicalize, EXCLUSIVE_C14N } from '../xml/canonicalize.ts';
import { parseXml } from '../xml/document.ts';
import { elementsNamed } from '../xml/element.ts';
import { appendToElement } from '../xml/insert.ts';
import { qualifiedName } from '../xml/markup.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { decodeText, encodeText } from '../xml/text.ts';
import { createSignature, freshId } from './create-signature.ts';
import { ENVELOPED, EXCLUSIVE } from './algorithms.ts';
import { extendXades } from './extend.ts';

export interface XadesOrder extends Partial<LevelOrder> {
  readonly xml: Uint8Array;
  readonly signer: Signer;
  readonly signingTime: Date;
}

const PREFIXES = { ds: 'ds', xades: 'xades' };

/**
 * Signs the whole of an XML document: an enveloped signature as the last child of the root element, level XAdES B-B unless `level` and
 * `material` say otherwise. Every other byte of the document stays as it is.
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT, XML_ALREADY_SIGNED (a second enveloped signature would break the first),
 * SIGNATURE_VALUE_WRONG, and of `extendXades`; whatever the signer throws
 * @example
 * await writeFile('letter-signed.xml', await signXades({ xml, signer, signingTime: new Date() }));
 */
export async function signXades({ xml, signer, signingTime, level, material }: XadesOrder): Promise<Uint8Array> {
  const { root, octets } = prepare(xml);
  const data = { label: 'Enveloped', uri: '', transforms: [ENVELOPED, EXCLUSIVE], octets, mimeType: 'text/xml' };
  const order = { signer, signingTime, prefixes: PREFIXES, signatureId: freshId('Signature'), chain: signer.chain, data };
  const signed = encodeText(appendToElement(decodeText(xml), [root], await createSignature(order)));
  return level && material ? extendXades({ xml: signed, level, material }) : signed;
}

/** Whether `signXades` takes the document; what it refuses is not offered. */
export function isSignableXml(xml: Uint8Array): boolean {
  try {
    prepare(xml);
    return true;
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

function prepare(xml: Uint8Array) {
  const document = parseXml(xml);
  if (elementsNamed(document, NAMESPACES.ds, 'Signature').length > 0) throw new PkiError('XML_ALREADY_SIGNED');
  return { root: qualifiedName(document.root), octets: canonicalize(document, EXCLUSIVE_C14N) };
}
