import { type SubmitEvent, useState } from 'react';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { canMakeKeys } from './device-key.ts';
import { type Session, signIn } from './session.ts';
import './sign-in.css';

/** Why somebody is here who was signed in before. */
export type Ending = 'left' | 'idle' | 'lost';

interface SignInProps {
  readonly ending: Ending | null;
  readonly onSession: (session: Session) => void;
  readonly onLost: () => void;
}

/** The way in: a code that the hub gave to whoever can read its secret. */
export function SignIn({ ending, onSession, onLost }: SignInProps) {
  const { t } = useWords();
  const { working, failure, attempt } = useTrying();
  const [code, setCode] = useState('');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (working || code.trim() === '') return;
    void attempt(async () => {
      const session = await signIn(code.trim(), t('hub.sign-in.name'), onLost);
      setCode('');
      onSession(session);
    });
  };
  return (
    <main className="hub-sign-in">
      <h1>{t('hub.sign-in.title')}</h1>
      {ending && <Banner status={ending === 'left' ? 'success' : 'info'} live="status" heading={t(`hub.sign-in.ending.${ending}`)} />}
      {canMakeKeys() ? (
        <form className="stack" onSubmit={submit}>
          <TextField label={t('hub.sign-in.code')} note={t('hub.sign-in.code-note')} value={code} onChange={setCode} type="password" code />
          {failure && <Told failure={failure} />}
          <div className="form-actions">
            <Button kind="primary" type="submit" isDisabled={working || code.trim() === ''}>
              {t(working ? 'hub.sign-in.working' : 'hub.sign-in.enter')}
            </Button>
          </div>
        </form>
      ) : (
        <Banner status="error" live="alert" heading={t('hub.sign-in.insecure')}>
          <p>{t('hub.sign-in.insecure-todo')}</p>
        </Banner>
      )}
      <Disclosure title={t('hub.sign-in.where')} level={2}>
        <p>{t('hub.sign-in.where-start')}</p>
        <p>{t('hub.sign-in.where-command')}</p>
        <p>
          <code>hpki hub enrol --admin</code>
        </p>
        <p>{t('hub.sign-in.kept')}</p>
      </Disclosure>
    </main>
  );
}
