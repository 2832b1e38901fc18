import { randomBytes } from 'node:crypto';
import { provenSignature } from '../algorithms/proven-signature.ts';
import { digest } from '../digest/algorithms.ts';
import type { Signer } from '../signer.ts';
import { type Markup, writeMarkup } from '../xml/markup.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { encodeText } from '../xml/text.ts';
import { EXCLUSIVE } from './algorithms.ts';
import { SIGNED_PROPERTIES_TYPE } from './properties.ts';
import { type SignaturePrefixes, signatureElements } from './template.ts';

export interface SignatureOrder {
  readonly signer: Signer;
  readonly signingTime: Date;
  readonly prefixes: SignaturePrefixes;
  readonly signatureId: string;
  /** Issuer certificates that KeyInfo brings along beside the signer's own. */
  readonly chain: readonly Uint8Array[];
  /** The one thing signed, beside KeyInfo and the signed properties. */
  readonly data: {
    /** What the reference is called in its identifier. */
    readonly label: string;
    readonly uri: string;
    readonly transforms: readonly string[];
    readonly octets: Uint8Array;
    /** Media type for DataObjectFormat; left out by the prescription service. */
    readonly mimeType?: string;
  };
}

/** An identifier in the manner of the official samples, new each time. */
export const freshId = (name: string): string => `id${randomBytes(4).toString('hex')}-${name}`;

/**
 * The text of a `ds:Signature` at level XAdES B-B: RSA with SHA-256 over the data, KeyInfo and the signed properties, all on one line.
 * It is written in canonical form from the start, so the digests need no parser.
 * @throws PkiError SIGNATURE_VALUE_WRONG; whatever the signer throws
 */
export async function createSignature({ signer, signingTime, prefixes, signatureId, chain, data }: SignatureOrder): Promise<string> {
  const write = signatureElements(prefixes);
  const namespaces = { [prefixes.ds]: NAMESPACES.ds, [prefixes.xades]: NAMESPACES.xades };
  const canonical = (element: Markup): Uint8Array => encodeText(writeMarkup(element, namespaces));
  const { certificate } = signer;

  const dataReference = freshId(`Reference1-${data.label}`);
  const keyInfoId = freshId('KeyInfo');
  const keyInfo = write.keyInfo(keyInfoId, [certificate, ...chain]);
  const propertiesId = freshId('SignedProperties');
  const format = data.mimeType ? write.dataObjectFormat(dataReference, data.mimeType) : null;
  const properties = write.signedProperties(propertiesId, signingTime, certificate, format);
  const exclusive = (octets: Uint8Array) => ({ transforms: [EXCLUSIVE], digest: digest('sha256', octets) });
  const signedInfo = write.signedInfo(freshId('SignedInfo'), [
    write.reference({ id: dataReference, uri: data.uri, transforms: data.transforms, digest: digest('sha256', data.octets) }),
    write.reference({ id: freshId('Reference2-KeyInfo'), uri: `#${keyInfoId}`, ...exclusive(canonical(keyInfo)) }),
    write.reference({
      id: freshId('Reference3-SignedProperties'),
      uri: `#${propertiesId}`,
      type: SIGNED_PROPERTIES_TYPE,
      ...exclusive(canonical(properties)),
    }),
  ]);
  const value = write.value(freshId('SignatureValue'), await provenSignature(signer, 'sha256', canonical(signedInfo)));
  const qualifying = write.qualifyingProperties(freshId('QualifyingProperties'), signatureId, properties);
  return writeMarkup(write.signature(signatureId, signedInfo, value, keyInfo, qualifying), namespaces);
}
