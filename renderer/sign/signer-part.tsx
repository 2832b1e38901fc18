import type { SigningReadiness } from '../../main/api/schema/signing.ts';
import { nameOf } from '../card/reader-state.ts';
import { StatusLine, TestMark } from '../design/status.tsx';
import { dateAlone } from '../words/dates.ts';
import { roleNames } from '../words/roles.ts';
import { useWords } from '../words/words.tsx';

interface SignerPartProps {
  readonly readiness: SigningReadiness | null;
  readonly waiting: boolean;
  /** Whether a PIN stands before the key, whose tries are told. */
  readonly pin: boolean;
}

/** Who will sign, as what, and with which certificate. */
export function SignerPart({ readiness, waiting, pin }: SignerPartProps) {
  const { t, language } = useWords();
  const certificate = readiness?.certificate;
  if (!certificate)
    return (
      <div className="column-part">
        <h2>{t('sign.who.title')}</h2>
        {waiting ? (
          <StatusLine status="busy">{t('sign.who.checking')}</StatusLine>
        ) : (
          <>
            <StatusLine status="absent">{t('sign.who.none')}</StatusLine>
            <p>{t('sign.who.none-text')}</p>
          </>
        )}
      </div>
    );
  return (
    <>
      <div className="column-part">
        <h2>{t('sign.who.title')}</h2>
        <p className="signer-name">
          {nameOf(certificate)}
          {certificate.test && <TestMark>{t('frame.test.mark')}</TestMark>}
        </p>
        <p>{t('sign.who.as', { role: roleNames(certificate.hcRoles, t) })}</p>
      </div>
      <div className="column-part">
        <h2>{t('sign.who.certificate')}</h2>
        <p>{t('sign.who.certificate-until', { application: t('card.application.signature'), date: dateAlone(certificate.notAfter, language) })}</p>
        {pin && (
          <p>
            {t('sign.who.tries', {
              tries: readiness.triesLeft === null ? t('card.tries.unknown-short') : t('card.tries.known', { tries: readiness.triesLeft }),
            })}
          </p>
        )}
      </div>
    </>
  );
}
