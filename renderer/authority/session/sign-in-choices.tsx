import { useState } from 'react';
import type { StaffSession } from '../../../main/api/schema/staff.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { useWords } from '../../words/words.tsx';
import { PasskeyPage } from './passkey-page.tsx';

type Way = 'passkey' | 'card';

/** The ways to sign in: a passkey, or one's own card on the reader named for staff. */
export function SignInChoices({ session }: { readonly session: StaffSession }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [way, setWay] = useState<Way | null>(null);
  const { staff } = desk.credentials;
  const begin = (chosen: Way) => {
    setWay(chosen);
    return attempt(() => (chosen === 'passkey' ? staff.signIn() : staff.signInWithCard()));
  };
  return (
    <div className="stack">
      <div className="form-actions">
        <Button kind="primary" isDisabled={working} onPress={() => begin('passkey')}>
          {t('credentials.screen.session.passkey')}
        </Button>
        <Button isDisabled={working || session.cardReader === null} onPress={() => begin('card')}>
          {t('credentials.screen.session.card')}
        </Button>
      </div>
      <p className="quiet">
        {session.cardReader === null
          ? t('credentials.screen.session.no-reader')
          : t('credentials.screen.session.reader', { reader: session.cardReader })}
      </p>
      {working && way === 'passkey' && <PasskeyPage page={session.page} />}
      {working && way === 'card' && <Progress label={t('credentials.screen.session.card-reading')} done={null} />}
      {failure && !working && <ErrorPanel failure={failure} />}
    </div>
  );
}
