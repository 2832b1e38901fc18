import type { HpkiApplication } from '../../card/hpki/card.ts';
import type { ReaderView } from '../api/schema/card.ts';
import { toFailure } from '../failure.ts';
import { certificateView } from './certificate-view.ts';

type ApplicationView = ReaderView['applications'][number];

/** One application of a card as people see it; a certificate that cannot be read is told, not hidden. */
export function applicationView({ aid, kind, triesLeft, certificate, failure }: HpkiApplication, now: Date): ApplicationView {
  const facts = { aid, kind, pinTriesLeft: triesLeft };
  if (!certificate) return { ...facts, certificate: null, failure: failure && toFailure(failure) };
  try {
    return { ...facts, certificate: certificateView(certificate.der, now), failure: failure && toFailure(failure) };
  } catch (error) {
    return { ...facts, certificate: null, failure: toFailure(error) };
  }
}
