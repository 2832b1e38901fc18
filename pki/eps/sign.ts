import { PkiError } from '../errors.ts';
import type { LevelOrder } from '../levels/material.ts';
import type { Signer } from '../signer.ts';
import { createSignature } from '../xades/create-signature.ts';
import { EXCLUSIVE } from '../xades/algorithms.ts';
import { extendXades } from '../xades/extend.ts';
import { canonicalize, EXCLUSIVE_C14N, INCLUSIVE_C14N } from '../xml/canonicalize.ts';
import { refuseHiddenConstructs } from '../xml/constructs.ts';
import { parseXml } from '../xml/document.ts';
import { elementsNamed } from '../xml/element.ts';
import { indexIds } from '../xml/ids.ts';
import { appendToElement } from '../xml/insert.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { decodeText, encodeText } from '../xml/text.ts';
import { buildPrescriptionDocument } from './build.ts';
import { payloadAt } from './content.ts';
import { elementAt, PRESCRIPTION } from './layout.ts';
import { readSj1 } from './sj1.ts';

/**
 * How the reference to PrescriptionDocument is canonicalised. `official-sample`: no transform, hence inclusive, as in the service's
 * verification samples; `exclusive`: the same exclusive canonicalisation as the other two references.
 */
export type PrescriptionProfile = keyof typeof PROFILES;

const PROFILES = {
  'official-sample': { transforms: [], canonicalization: INCLUSIVE_C14N },
  exclusive: { transforms: [EXCLUSIVE], canonicalization: EXCLUSIVE_C14N },
} as const;

export interface PrescriptionSigning extends Partial<LevelOrder> {
  readonly signer: Signer;
  readonly profile: PrescriptionProfile;
  readonly signingTime: Date;
}

const PREFIXES = { ds: 'xs', xades: 'xa' };
const SIGNATURE_ID = 'PrescriptionSign';
const [{ holder, signs }] = PRESCRIPTION.places as [(typeof PRESCRIPTION.places)[number]];

/**
 * Makes the signed EP document of a prescription information file (SJ1), level ES (XAdES B-B) unless `level` and `material` say otherwise.
 * @throws PkiError PRESCRIPTION_MALFORMED with the line, SIGNATURE_VALUE_WRONG, and of `extendXades`; whatever the signer throws
 * @example
 * await signPrescription({ csv, signer, profile: 'official-sample', signingTime: new Date() });
 */
export async function signPrescription({ csv, ...signing }: PrescriptionSigning & { readonly csv: Uint8Array }): Promise<Uint8Array> {
  return signPrescriptionDocument({ xml: buildPrescriptionDocument(csv), ...signing });
}

/**
 * Signs an EP document that is there already; apart from the signature put in, every byte stays.
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT, PRESCRIPTION_ALREADY_SIGNED, PRESCRIPTION_MALFORMED, SIGNATURE_VALUE_WRONG,
 * and of `extendXades`; whatever the signer throws
 */
export async function signPrescriptionDocument(order: PrescriptionSigning & { readonly xml: Uint8Array }): Promise<Uint8Array> {
  const { xml, signer, profile, signingTime, level, material } = order;
  const { transforms } = PROFILES[profile];
  const { octets, hasHolder } = prepare(xml, profile);
  const data = { label: 'Detached', uri: '#PrescriptionDocument', transforms, octets };
  const signature = await createSignature({ signer, signingTime, prefixes: PREFIXES, signatureId: SIGNATURE_ID, chain: [], data });
  const text = decodeText(xml);
  const signedText = hasHolder
    ? appendToElement(text, holder, signature)
    : appendToElement(text, holder.slice(0, -1), `<PrescriptionSign>${signature}</PrescriptionSign>`);
  const signed = encodeText(signedText);
  return level && material ? extendXades({ xml: signed, level, material, chain: signer.chain }) : signed;
}

function prepare(xml: Uint8Array, profile: PrescriptionProfile) {
  const document = parseXml(xml);
  refuseHiddenConstructs(document);
  if (elementsNamed(document, NAMESPACES.ds, 'Signature').length > 0) throw new PkiError('PRESCRIPTION_ALREADY_SIGNED');
  readSj1(payloadAt(document, signs));
  const element = elementAt(document, signs)!;
  const ids = indexIds(document);
  if (ids.get('PrescriptionDocument')?.length !== 1 || ids.get('PrescriptionDocument')![0] !== element || ids.has(SIGNATURE_ID)) {
    throw new PkiError('PRESCRIPTION_MALFORMED', {
      line: 0,
      record: '',
      field: '',
      note: 'identifier PrescriptionDocument or PrescriptionSign is not free',
    });
  }
  return { octets: canonicalize(element, PROFILES[profile].canonicalization), hasHolder: elementAt(document, holder) !== null };
}
