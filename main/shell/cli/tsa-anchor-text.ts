import type { TsaAnchorView } from '../../api/schema/time-stamping.ts';
import { type Language, words } from '../../words/words.ts';

/** An imported anchor of time stamps for a terminal. */
export function anchorText({ name, subject, sha256, notBefore, notAfter, accreditation }: TsaAnchorView, language: Language): string {
  const say = words(language);
  const record = accreditation
    ? say('cli.tsa-accreditation', { accredited: accreditation.accredited ? 'yes' : 'no', source: accreditation.source, asOf: accreditation.asOf })
    : say('cli.tsa-accreditation-unknown');
  return say('cli.tsa-anchor', { name, subject, sha256, from: notBefore.slice(0, 10), until: notAfter.slice(0, 10), accreditation: record });
}
