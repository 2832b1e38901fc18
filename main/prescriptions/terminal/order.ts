import { type DocumentKind, documentKind } from '../../../pki/document-kind.ts';
import { buildPrescriptionDocument } from '../../../pki/eps/build.ts';
import { institutionCode, type IssueType } from '../../../pki/eps/issue-request.ts';
import { prescriptionFile } from '../../documents/prescription/read.ts';
import type { Intake } from '../../documents/intake.ts';
import type { Register } from '../../documents/register.ts';
import { RefusedDocument } from '../../documents/refused.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import type { RequestOrder } from './request.ts';

/** A prescription that somebody wants to give to the service. */
export interface Submission {
  /** A signed document of the register, or a file that was taken in, which has no signature and goes as a paper issue alone. */
  readonly from: 'register' | 'intake';
  readonly id: string;
  readonly issue: IssueType;
  /** Why the same prescription is given once more, where it was given before; `null` otherwise. */
  readonly again: string | null;
}

export interface OrderParts {
  readonly register: Pick<Register, 'read'>;
  readonly intake: Pick<Intake, 'forSigning'>;
  readonly testMode: () => boolean;
}

/** A dispensing document holds a prescription too, but is none. */
const KINDS: readonly DocumentKind[] = ['prescription-csv', 'prescription-xml'];

interface Found {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly document: string | null;
  readonly test: boolean;
}

async function ofRegister(id: string, { register, testMode }: OrderParts): Promise<Found> {
  const { entry, bytes } = await register.read(id);
  // What a test card signed must never reach the real service.
  if (entry.test && !testMode()) throw new AppError('PRESCRIPTION_OF_TEST', { name: entry.outputName });
  return { name: entry.outputName, bytes, document: id, test: entry.test };
}

/** What keeps a prescription from being signed and not from going on paper, which has no signature. */
const SIGNED_ALREADY = 'PRESCRIPTION_ALREADY_SIGNED';

async function ofIntake(id: string, { intake }: OrderParts): Promise<Found> {
  const { opened, read } = intake.forSigning(id);
  if (KINDS.includes(opened.kind) && opened.failure && opened.failure.code !== SIGNED_ALREADY) throw new RefusedDocument(opened.failure);
  return { name: opened.name, bytes: await read(), document: null, test: false };
}

const FIND: Readonly<Record<Submission['from'], (id: string, parts: OrderParts) => Promise<Found>>> = { register: ofRegister, intake: ofIntake };

/**
 * Makes the order of a prescription: institution out of record 1, the document as it is signed; for paper without a signature, since a paper
 * prescription has none.
 * @throws AppError DOCUMENT_UNKNOWN, DOCUMENT_NOT_VIEWED, FILE_NOT_FOUND, SIGNED_FILE_CHANGED, DOCUMENT_TYPE_UNKNOWN,
 * PRESCRIPTION_OF_TEST, PRESCRIPTION_NOT_SIGNED;
 * PkiError PRESCRIPTION_MALFORMED, XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT; RefusedDocument
 */
export async function orderOf({ from, id, issue, again }: Submission, parts: OrderParts): Promise<RequestOrder> {
  const { name, bytes, document, test } = await FIND[from](id, parts);
  if (!KINDS.includes(documentKind(bytes))) throw new AppError('DOCUMENT_TYPE_UNKNOWN', { name });
  const { csv, records } = prescriptionFile(bytes);
  if (issue === 'electronic' && from !== 'register') throw new AppError('PRESCRIPTION_NOT_SIGNED', { name });
  const [, kanji = '', kana = ''] = records.find(({ number }) => number === '11')?.fields ?? [];
  return {
    request: { institution: institutionCode(records), document: issue === 'electronic' ? bytes : buildPrescriptionDocument(csv), issue },
    about: { name, patient: kanji || kana, issuedOn: records.find(({ number }) => number === '51')?.fields[0] ?? '' },
    content: sha256(csv),
    ...{ document, test, again },
  };
}
