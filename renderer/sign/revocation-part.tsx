import type { SigningReadiness } from '../../main/api/schema/signing.ts';
import { Checkbox } from '../design/choice.tsx';
import { type Status, StatusLine } from '../design/status.tsx';
import { dateAlone } from '../words/dates.ts';
import { ageWords } from '../words/quantities.ts';
import { useWords } from '../words/words.tsx';
import type { Choices, Signing } from './use-signing.ts';

const STATUS: Readonly<Record<SigningReadiness['revocation']['status'], Status>> = { good: 'success', revoked: 'error', unknown: 'unsure' };
interface RevocationPartProps {
  readonly readiness: SigningReadiness;
  readonly choices: Choices;
  readonly choose: Signing['choose'];
}

/** Whether the certificate is revoked, by which evidence and how old it is; what is unknown must be confirmed. */
export function RevocationPart({ readiness, choices, choose }: RevocationPartProps) {
  const { t, language } = useWords();
  const { status, asOf, ageHours } = readiness.revocation;
  return (
    <div className="column-part">
      <h2>{t('sign.revocation.title')}</h2>
      <StatusLine status={STATUS[status]}>{t(`sign.revocation.${status}`)}</StatusLine>
      {asOf && ageHours !== null && <p>{t('sign.revocation.as-of', { date: dateAlone(asOf, language), age: ageWords(ageHours, t) })}</p>}
      {status === 'unknown' && (
        <Checkbox
          label={t('sign.revocation.accept')}
          note={t('sign.revocation.accept-note')}
          on={choices.acceptUnknownRevocation}
          onChange={(acceptUnknownRevocation) => choose({ acceptUnknownRevocation })}
        />
      )}
    </div>
  );
}
