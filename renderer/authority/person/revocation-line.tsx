import type { CredentialObject } from '../../../main/api/schema/credentials.ts';
import { Banner } from '../../design/banner.tsx';
import { useWords } from '../../words/words.tsx';
import { momentShort } from '../words/days.ts';
import { isPending, revocationFace } from '../revocations/revocation-face.ts';

/** How a revocation stands that was asked for. Until a list shows it, it is pending, whatever was answered. */
export function RevocationLine({ revocation }: { readonly revocation: NonNullable<CredentialObject['revocation']> }) {
  const { t, language } = useWords();
  const { id, status } = revocationFace(revocation);
  const time = (iso: string) => momentShort(iso, language);
  return (
    <Banner status={status} heading={t(`credentials.screen.revocation.face.${id}`)}>
      <ul className="plain-facts">
        <li>{t('credentials.screen.revocation.asked', { at: time(revocation.at) })}</li>
        {isPending(revocation) && <li>{t('credentials.screen.revocation.due', { at: time(revocation.due) })}</li>}
        {revocation.sentAt && <li>{t('credentials.screen.revocation.sent', { at: time(revocation.sentAt) })}</li>}
        {revocation.answer && <li>{t('credentials.screen.revocation.answered', { answer: revocation.answer })}</li>}
        {revocation.listedAt && <li>{t('credentials.screen.revocation.listed', { at: time(revocation.listedAt) })}</li>}
      </ul>
    </Banner>
  );
}
