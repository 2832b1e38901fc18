import type { TsaAnchorView } from '../../api/schema/time-stamping.ts';
import { dateAndTime } from '../../words/dates.ts';
import { type Language, words } from '../../words/words.ts';

/** An imported anchor of time stamps for a terminal. */
export function anchorText({ name, subject, sha256, notBefore, notAfter, accreditation }: TsaAnchorView, language: Language): string {
  const say = words(language);
  const record = accreditation
    ? say('cli.tsa-accreditation', { accredited: accreditation.accredited ? 'yes' : 'no', source: accreditation.source, asOf: accreditation.asOf })
    : say('cli.tsa-accreditation-unknown');
  const [from, until] = [dateAndTime(notBefore, language), dateAndTime(notAfter, language)];
  return say('cli.tsa-anchor', { name, subject, sha256, from, until, accreditation: record });
}
