import { PkiError, type PkiErrorCode } from '../errors.ts';
import type { LevelOrder } from '../levels/material.ts';
import type { Signer } from '../signer.ts';
import { createSignature } from '../xades/create-signature.ts';
import { EXCLUSIVE } from '../xades/algorithms.ts';
import { extendXades } from '../xades/extend.ts';
import { canonicalize, EXCLUSIVE_C14N, INCLUSIVE_C14N } from '../xml/canonicalize.ts';
import { refuseHiddenConstructs } from '../xml/constructs.ts';
import { parseXml } from '../xml/document.ts';
import { elementsNamed, isWithin, type XmlDocument } from '../xml/element.ts';
import { indexIds, repeatedIds } from '../xml/ids.ts';
import { appendToElement } from '../xml/insert.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { decodeText, encodeText } from '../xml/text.ts';
import { buildPrescriptionDocument } from './build.ts';
import { readCj1 } from './cj1.ts';
import { payloadAt } from './content.ts';
import { placeSignatures } from './demand.ts';
import { DISPENSING, elementAt, layoutOf, PRESCRIPTION, type SignaturePlace } from './layout.ts';
import { readSj1 } from './sj1.ts';

/**
 * How the reference to what is signed is canonicalised. `official-sample`: no transform, hence inclusive, as in the service's
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
const ownPlace = ({ places }: typeof PRESCRIPTION): SignaturePlace => places.find(({ own }) => own)!;

/** One of the two documents that are signed: where, over what, and what must be in order before. */
interface Signed {
  readonly place: SignaturePlace;
  /** Identifier of the signature, and name of the element that holds it. */
  readonly signature: string;
  readonly malformed: PkiErrorCode;
  readonly already: PkiErrorCode;
  /** @throws PkiError where the document is none, or not in order */
  readonly check: (document: XmlDocument) => void;
}

const PRESCRIPTION_SIGNED: Signed = {
  place: ownPlace(PRESCRIPTION),
  signature: 'PrescriptionSign',
  malformed: 'PRESCRIPTION_MALFORMED',
  already: 'PRESCRIPTION_ALREADY_SIGNED',
  check: (document) => void readSj1(payloadAt(document, PRESCRIPTION.payloads[0]!)),
};

const DISPENSING_SIGNED: Signed = {
  place: ownPlace(DISPENSING),
  signature: 'DispensingSign',
  malformed: 'DISPENSING_MALFORMED',
  already: 'DISPENSING_ALREADY_SIGNED',
  check: checkDispensing,
};

/** The doctor's signature is the only one that may be there already; whether it is valid is for verification to say. */
function checkDispensing(document: XmlDocument): void {
  const malformed = (note: string) => new PkiError('DISPENSING_MALFORMED', { line: 0, record: '', field: '', note });
  if (layoutOf(document) !== DISPENSING) throw malformed('not a dispensing document');
  const [repeated] = repeatedIds(indexIds(document));
  if (repeated !== undefined) throw malformed(`identifier ${repeated} occurs more than once`);
  if (placeSignatures(document, DISPENSING).some(({ place }) => place === null)) throw malformed('a signature stands where the document has none');
  const [dispensing, prescription] = DISPENSING.payloads as [readonly string[], readonly string[]];
  readCj1(payloadAt(document, dispensing));
  readSj1(payloadAt(document, prescription));
}

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
export const signPrescriptionDocument = (order: PrescriptionSigning & { readonly xml: Uint8Array }): Promise<Uint8Array> =>
  signDocument(order, PRESCRIPTION_SIGNED);

/**
 * Signs a dispensing document (ED) over `Dispensing` with everything in it, the doctor's signature included; apart from the signature put in, every
 * byte stays.
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT, DISPENSING_ALREADY_SIGNED, DISPENSING_MALFORMED, PRESCRIPTION_MALFORMED,
 * SIGNATURE_VALUE_WRONG, and of `extendXades`; whatever the signer throws
 */
export const signDispensingDocument = (order: PrescriptionSigning & { readonly xml: Uint8Array }): Promise<Uint8Array> =>
  signDocument(order, DISPENSING_SIGNED);

/**
 * Whether a dispensing document could be signed as it stands.
 * @throws PkiError as `signDispensingDocument`
 */
export function requireSignableDispensing(xml: Uint8Array): void {
  prepare(xml, 'official-sample', DISPENSING_SIGNED);
}

async function signDocument(order: PrescriptionSigning & { readonly xml: Uint8Array }, signed: Signed): Promise<Uint8Array> {
  const { xml, signer, profile, signingTime, level, material } = order;
  const { transforms } = PROFILES[profile];
  const { octets, hasHolder } = prepare(xml, profile, signed);
  const { place, signature: signatureId } = signed;
  const data = { label: 'Detached', uri: `#${place.signs.at(-1)!}`, transforms, octets };
  const signature = await createSignature({ signer, signingTime, prefixes: PREFIXES, signatureId, chain: [], data });
  const text = decodeText(xml);
  const signedText = hasHolder
    ? appendToElement(text, place.holder, signature)
    : appendToElement(text, place.holder.slice(0, -1), `<${signatureId}>${signature}</${signatureId}>`);
  const bytes = encodeText(signedText);
  return level && material ? extendXades({ xml: bytes, signatureId, level, material, chain: signer.chain }) : bytes;
}

function prepare(xml: Uint8Array, profile: PrescriptionProfile, { place, signature, malformed, already, check }: Signed) {
  const document = parseXml(xml);
  refuseHiddenConstructs(document);
  const holder = elementAt(document, place.holder);
  const within = elementAt(document, place.signs);
  // What is signed may hold a signature of its own; any other is in the way.
  const others = elementsNamed(document, NAMESPACES.ds, 'Signature').filter((each) => !within || !isWithin(each, within));
  if (others.length > 0) throw new PkiError(already);
  check(document);
  const element = elementAt(document, place.signs)!;
  const ids = indexIds(document);
  const id = place.signs.at(-1)!;
  if (ids.get(id)?.length !== 1 || ids.get(id)![0] !== element || ids.has(signature)) {
    throw new PkiError(malformed, { line: 0, record: '', field: '', note: `identifier ${id} or ${signature} is not free` });
  }
  return { octets: canonicalize(element, PROFILES[profile].canonicalization), hasHolder: holder !== null };
}
