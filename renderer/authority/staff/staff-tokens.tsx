import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { momentShort } from '../words/days.ts';
import type { StaffPanelProps } from './staff-panel.tsx';

/** Tokens with which somebody acts at the command line; each can be taken back here. */
export function StaffTokens({ one, onChanged }: Pick<StaffPanelProps, 'one' | 'onChanged'>) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const at = (moment: string) => momentShort(moment, language);
  const remove = (id: string) =>
    attempt(async () => onChanged(await desk.credentials.staff.removeToken({ id }), t('credentials.screen.staff.token-removed', { name: one.name })));
  return (
    <section className="stack">
      <h3>{t('credentials.screen.staff.tokens')}</h3>
      {one.tokens.length === 0 && <p className="quiet">{t('credentials.screen.staff.no-token')}</p>}
      <ul className="keys-list" hidden={one.tokens.length === 0}>
        {one.tokens.map(({ id, name, createdAt, by, expiresAt, usedAt, ended }) => (
          <li key={id}>
            <div>
              <strong>{name || t('credentials.screen.staff.token-unnamed')}</strong>
              <span className="under">
                {t('credentials.screen.staff.token-made', { at: at(createdAt), by: by ?? '', known: String(by !== null) })}
              </span>
              <span className="under">{t('credentials.screen.staff.token-until', { at: at(expiresAt) })}</span>
              <span className="under">
                {usedAt ? t('credentials.screen.staff.used', { at: at(usedAt) }) : t('credentials.screen.staff.token-unused')}
              </span>
              {ended && (
                <StatusLine status="absent" size={16}>
                  {t('credentials.screen.staff.token-ended')}
                </StatusLine>
              )}
            </div>
            <Button
              kind="quiet"
              isDisabled={working}
              aria-label={t('credentials.screen.staff.remove-token-named', { name: name || id })}
              onPress={() => remove(id)}
            >
              {t('credentials.screen.staff.remove-token')}
            </Button>
          </li>
        ))}
      </ul>
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
