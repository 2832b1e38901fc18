import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { momentShort } from '../words/days.ts';
import { PasskeyPage } from '../session/passkey-page.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { AddPasskey } from './add-passkey.tsx';
import type { StaffPanelProps } from './staff-panel.tsx';

/** What somebody signs in with: passkeys, and the own card. */
export function StaffKeys({ one, onChanged }: StaffPanelProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { session, staff: me } = useStaffAtDesk();
  const { working, failure, attempt } = useTrying();
  const { working: reading, failure: unread, attempt: read } = useTrying();
  const { staff } = desk.credentials;
  const remove = (id: string) =>
    attempt(async () => onChanged(await staff.removePasskey({ id }), t('credentials.screen.staff.passkey-removed', { name: one.name })));
  const card = () => read(async () => onChanged(await staff.addCard(), t('credentials.screen.staff.card-added')));
  const withoutCard = () =>
    attempt(async () => onChanged(await staff.removeCard({ id: one.id }), t('credentials.screen.staff.card-removed', { name: one.name })));
  return (
    <section className="stack">
      <h3>{t('credentials.screen.staff.keys')}</h3>
      {one.passkeys.length === 0 && <p className="quiet">{t('credentials.screen.staff.no-passkey')}</p>}
      <ul className="keys-list">
        {one.passkeys.map((passkey) => (
          <li key={passkey.id}>
            <div>
              <strong>{passkey.name}</strong>
              <span className="under">
                {passkey.usedAt
                  ? t('credentials.screen.staff.used', { at: momentShort(passkey.usedAt, language) })
                  : t('credentials.screen.staff.never-used', { at: momentShort(passkey.createdAt, language) })}
              </span>
              {passkey.pending && (
                <StatusLine status="warning" size={16}>
                  {t('credentials.screen.staff.pending')}
                </StatusLine>
              )}
            </div>
            <Button
              kind="quiet"
              isDisabled={working}
              aria-label={t('credentials.screen.staff.remove-named', { name: passkey.name })}
              onPress={() => remove(passkey.id)}
            >
              {t('credentials.screen.staff.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <AddPasskey id={one.id} onAdded={(list) => onChanged(list, t('credentials.screen.staff.passkey-added', { name: one.name }))} />
      {one.id === me.id && (
        <>
          <p className="quiet">{t(one.card ? 'credentials.screen.staff.card-there' : 'credentials.screen.staff.card-note')}</p>
          <p className="quiet">{t('credentials.screen.staff.own-first')}</p>
          <Button isDisabled={reading || session.cardReader === null} onPress={card}>
            {t('credentials.screen.staff.add-card')}
          </Button>
          {reading && <PasskeyPage page={session.page} />}
          {unread && !reading && <ErrorPanel failure={unread} />}
        </>
      )}
      {one.card && (
        <Button kind="quiet" isDisabled={working} onPress={withoutCard}>
          {t('credentials.screen.staff.remove-card')}
        </Button>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
