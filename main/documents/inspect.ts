import { readSj1 } from '../../pki/eps/sj1.ts';
import { requireSignableDispensing } from '../../pki/eps/sign.ts';
import { PkiError } from '../../pki/errors.ts';
import { openSignable } from '../../pki/pades/sign/signable.ts';
import { MemorySource } from '../../pki/pdf/bytes/source.ts';
import { pdfCautions } from '../../pki/pdf/cautions.ts';
import { xmlCautions } from '../../pki/xml/cautions.ts';
import type { Failure } from '../api/schema/common.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import type { DocumentKind } from './kind.ts';
import { readDispensing } from '../prescriptions/dispensing/read.ts';
import type { RuleOnDispensing } from '../prescriptions/dispensing/ruling.ts';
import { readPrescription } from './prescription/read.ts';

export interface Inspection {
  /** Why the document cannot be signed. */
  readonly failure: Failure | null;
  readonly cautions: readonly string[];
  /** It holds what only the raw text shows; it is not signed before the person was shown it. */
  readonly mustBeSeen: boolean;
}

type Findings = Partial<Pick<Inspection, 'cautions' | 'mustBeSeen'>>;

const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

async function inspectPdf(bytes: Uint8Array): Promise<Findings> {
  await openSignable(new MemorySource(bytes));
  return { cautions: pdfCautions(new MemorySource(bytes)) };
}

async function inspectPrescriptionFile(bytes: Uint8Array): Promise<Findings> {
  readSj1(bytes);
  readPrescription(bytes);
  return {};
}

async function inspectPrescriptionDocument(bytes: Uint8Array): Promise<Findings> {
  if (Buffer.from(bytes).includes(XML_SIGNATURE)) throw new PkiError('PRESCRIPTION_ALREADY_SIGNED');
  readPrescription(bytes);
  return {};
}

async function inspectDispensing(bytes: Uint8Array, rule: RuleOnDispensing): Promise<Findings> {
  requireSignableDispensing(bytes);
  readDispensing(bytes);
  const ruling = await rule(bytes);
  if (ruling === 'refused') throw new AppError('DISPENSED_PRESCRIPTION_REFUSED');
  return ruling === 'verified' ? {} : { cautions: ['prescription-unverified'], mustBeSeen: true };
}

/** What is found when a document of a kind is taken in; throws where it cannot be signed. */
const INSPECTIONS: Partial<Record<DocumentKind, (bytes: Uint8Array, rule: RuleOnDispensing) => Promise<Findings>>> = {
  pdf: inspectPdf,
  'prescription-csv': inspectPrescriptionFile,
  'prescription-xml': inspectPrescriptionDocument,
  xml: async (bytes) => ({ cautions: xmlCautions(bytes) }),
  'dispensing-xml': inspectDispensing,
};

const holdsUnknown = (bytes: Uint8Array): boolean => readPrescription(bytes).unknownRecords.length > 0;

/** Whether a document of a kind holds what only its raw text shows. */
const HOLDS_UNKNOWN: Partial<Record<DocumentKind, (bytes: Uint8Array) => boolean>> = {
  'prescription-csv': holdsUnknown,
  'prescription-xml': holdsUnknown,
  'dispensing-xml': (bytes) => readDispensing(bytes).unknownRecords.length > 0 || holdsUnknown(bytes),
};

/** Worked out whatever else keeps it from being signed; what cannot be read fails the inspection by the same readers. */
function mustBeSeen(kind: DocumentKind, bytes: Uint8Array): boolean {
  try {
    return HOLDS_UNKNOWN[kind]?.(bytes) ?? false;
  } catch {
    return false;
  }
}

/** Where nothing verifies, nothing is verified. */
const NOTHING_VERIFIES: RuleOnDispensing = async () => 'unverified';

/** Looks into a document that was taken in. */
export async function inspect(kind: DocumentKind, bytes: Uint8Array, rule: RuleOnDispensing = NOTHING_VERIFIES): Promise<Inspection> {
  const unknown = mustBeSeen(kind, bytes);
  try {
    const found = await INSPECTIONS[kind]?.(bytes, rule);
    return { failure: null, cautions: [], ...found, mustBeSeen: unknown || found?.mustBeSeen === true };
  } catch (error) {
    return { failure: toFailure(error), cautions: [], mustBeSeen: unknown };
  }
}
