import { signCades } from '../../pki/cades/sign.ts';
import { DISPENSING, type Layout, PRESCRIPTION } from '../../pki/eps/layout.ts';
import { type PrescriptionSigning, signDispensingDocument, signPrescription, signPrescriptionDocument } from '../../pki/eps/sign.ts';
import { signPadesFile } from '../../pki/pades/sign.ts';
import type { LevelOrder } from '../../pki/levels/material.ts';
import type { Signer } from '../../pki/signer.ts';
import { signXades } from '../../pki/xades/sign.ts';
import type { Settings } from '../api/schema/application.ts';
import type { TakenDocument } from '../documents/intake.ts';
import type { DocumentKind, SignableFormat } from '../documents/kind.ts';
import { sha256OfFile } from '../documents/sha256.ts';
import { AppError, fileFault } from '../errors.ts';
import { writeTemporaryFile } from '../store/write-new-file.ts';

export interface SignatureOrder {
  readonly document: TakenDocument;
  readonly signer: Signer;
  readonly signingTime: Date;
  readonly stamp: boolean;
  readonly profile: Settings['prescriptionProfile'];
  /** `null` for B. */
  readonly raise: LevelOrder | null;
}

/** Signs a document to a new file. */
type Sign = (order: SignatureOrder, path: string) => Promise<void>;

/** Formats that are made in memory. */
const inMemory =
  (sign: (content: Uint8Array, order: SignatureOrder) => Promise<Uint8Array>): Sign =>
  async (order, path) =>
    writeTemporaryFile(path, await sign(await order.document.read(), order));

/** A file, or its beginning of this length, is the document as it was taken in and shown. @throws AppError FILE_UNREADABLE */
async function requireShown({ opened, path }: TakenDocument, file: string, length?: number): Promise<void> {
  const found = await sha256OfFile(file, length).catch(fileFault('FILE_UNREADABLE', path));
  if (found !== opened.sha256) throw new AppError('FILE_UNREADABLE', { path });
}

/** From file to file, whatever the size of the document; what is signed is the document and what was added behind it. */
const pades: Sign = async ({ document, signer, signingTime, stamp, raise }, path) => {
  await requireShown(document, document.path);
  await signPadesFile({ source: document.path, sink: path, signer, signingTime, ...raise, ...(stamp && { stamp: {} }) }).catch((error: unknown) => {
    if (error instanceof Error && 'syscall' in error) return fileFault('FILE_UNWRITABLE', path)(error);
    throw error;
  });
  await requireShown(document, path, document.opened.size);
};

/** How each document of the electronic prescription service is signed. */
const EPS: Partial<Record<DocumentKind, (content: Uint8Array, signing: PrescriptionSigning) => Promise<Uint8Array>>> = {
  'prescription-csv': (csv, signing) => signPrescription({ ...signing, csv }),
  'prescription-xml': (xml, signing) => signPrescriptionDocument({ ...signing, xml }),
  'dispensing-xml': (xml, signing) => signDispensingDocument({ ...signing, xml }),
};

/** How each format is signed. */
export const SIGN: Readonly<Record<SignableFormat, Sign>> = {
  pades,
  xades: inMemory((xml, { signer, signingTime, raise }) => signXades({ xml, signer, signingTime, ...raise })),
  cades: inMemory((content, { signer, signingTime, raise }) => signCades({ content, signer, signingTime, ...raise })),
  eps: inMemory((content, { document: { opened }, signer, signingTime, profile, raise }) => {
    const sign = EPS[opened.kind] ?? EPS['prescription-xml']!;
    return sign(content, { signer, signingTime, profile, ...raise });
  }),
};

const ownRoles = ({ places }: Layout): readonly string[] => places.filter(({ own }) => own).flatMap(({ roles }) => roles);

/** Roles of which the signer of a document must have one; none where the format asks for none. */
export const requiredRoles = (format: SignableFormat, kind: DocumentKind): readonly string[] =>
  format === 'eps' ? ownRoles(kind === 'dispensing-xml' ? DISPENSING : PRESCRIPTION) : [];
