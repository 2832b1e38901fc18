import type { ApplicationKind } from '../../card/hpki/applications.ts';
import type { HpkiApplication } from '../../card/hpki/card.ts';
import { type Certificate, parseCertificate } from '../../pki/certificate/certificate.ts';
import { PkiError } from '../../pki/errors.ts';
import type { Readiness } from '../../pki/readiness.ts';
import type { Failure } from '../api/schema/common.ts';
import { toFailure } from '../failure.ts';
import type { Assessing, SigningCertificate } from '../signing/readiness.ts';

/** An application of a card with its certificate judged. */
export interface JudgedApplication {
  readonly kind: ApplicationKind;
  readonly aid: string;
  readonly triesLeft: number | null;
  /** The certificate and every check that was made of it; `null` when `failure` says why it cannot be read. */
  readonly judged: { readonly certificate: Certificate; readonly readiness: Readiness } | null;
  readonly failure: Failure | null;
}

/** By which trust: `assess` or `assessOther` with trust and time. */
export type Judge = (certificate: SigningCertificate, how: Assessing) => Promise<Readiness>;

/** Judges the certificate of an application for its own use, by every certificate that the card brings along; none of these is an anchor. */
export async function judgeApplication(
  { kind, aid, triesLeft, certificate: held, chain, authorities, failure }: HpkiApplication,
  judge: Judge,
): Promise<JudgedApplication> {
  const facts = { kind, aid, triesLeft };
  if (!held) return { ...facts, judged: null, failure: toFailure(failure) };
  try {
    const certificate = parseCertificate(held.der);
    const readiness = await judge({ certificate: held.der, chain: [...chain, ...authorities] }, { use: kind });
    return { ...facts, judged: { certificate, readiness }, failure: failure && toFailure(failure) };
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return { ...facts, judged: null, failure: toFailure(error) };
  }
}

/** The application of a kind, where the card has it. */
export const judgedOf = (applications: readonly JudgedApplication[], kind: ApplicationKind): JudgedApplication | null =>
  applications.find((application) => application.kind === kind) ?? null;
