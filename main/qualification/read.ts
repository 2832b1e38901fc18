import packageFile from '../../package.json' with { type: 'json' };
import type { HpkiCard } from '../../card/hpki/card.ts';
import { certificatePair } from '../cards/certificate-pair.ts';
import { judgeApplication, judgedOf } from '../cards/judged-application.ts';
import { assessOther } from '../signing/readiness.ts';
import type { Trust } from '../verification/trust.ts';
import { checkedApplicationOf, type QualificationRecord } from './record.ts';

/**
 * Reads what somebody's card says and judges both certificates, each for its own use. No root that the card carries counts. Revocation lists must hold
 * now; that none can be issued after this moment is no fault of the card, so the stricter policy for signatures has no place here.
 */
export async function readQualification({ reader, atr, applications }: HpkiCard, trust: Trust, at: Date): Promise<QualificationRecord> {
  const judge = (application: HpkiCard['applications'][number]) =>
    judgeApplication(application, (certificate, how) => assessOther(certificate, { ...trust, revocationPolicy: 'valid-at-time' }, at, how));
  const judged = await Promise.all(applications.map(judge));
  const certificateOf = (kind: 'signature' | 'authentication') => judgedOf(judged, kind)?.judged?.certificate ?? null;
  return {
    checkedAt: at.toISOString(),
    version: packageFile.version,
    reader,
    atr: Buffer.from(atr).toString('hex').toUpperCase(),
    testMode: trust.acceptTestCards,
    applications: judged.map(checkedApplicationOf),
    pair: [...certificatePair(certificateOf('signature'), certificateOf('authentication'))],
    possession: { state: 'not-asked', at: null, triesLeft: null, failure: null },
  };
}
