import { signCades } from '../../pki/cades/sign.ts';
import { PRESCRIPTION } from '../../pki/eps/layout.ts';
import { signPrescription, signPrescriptionDocument } from '../../pki/eps/sign.ts';
import { signPades } from '../../pki/pades/sign.ts';
import type { Signer } from '../../pki/signer.ts';
import { signXades } from '../../pki/xades/sign.ts';
import type { Settings } from '../api/schema/application.ts';
import type { TakenDocument } from '../documents/intake.ts';
import type { SignableFormat } from '../documents/kind.ts';

export interface SignatureOrder {
  readonly document: TakenDocument;
  readonly signer: Signer;
  readonly signingTime: Date;
  readonly stamp: boolean;
  readonly profile: Settings['prescriptionProfile'];
}

type Sign = (order: SignatureOrder) => Promise<Uint8Array>;

const prescription: Sign = ({ document: { opened, bytes }, ...signing }) =>
  opened.kind === 'prescription-csv' ? signPrescription({ ...signing, csv: bytes }) : signPrescriptionDocument({ ...signing, xml: bytes });

/** How each format is signed, level B-B. */
export const SIGN: Readonly<Record<SignableFormat, Sign>> = {
  pades: ({ document, signer, signingTime, stamp }) => signPades({ source: document.bytes, signer, signingTime, ...(stamp && { stamp: {} }) }),
  xades: ({ document, signer, signingTime }) => signXades({ xml: document.bytes, signer, signingTime }),
  cades: ({ document, signer, signingTime }) => signCades({ content: document.bytes, signer, signingTime }),
  eps: prescription,
};

/** Roles of which the signer must have one, where the format asks for any. */
export const REQUIRED_ROLES: Partial<Record<SignableFormat, readonly string[]>> = {
  eps: PRESCRIPTION.places.flatMap(({ roles }) => roles),
};
