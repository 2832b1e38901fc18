import type { ReaderView } from '../../main/api/schema/card.ts';
import type { ProgramRequest } from '../../main/api/schema/programs.ts';
import { useEffect, useRef } from 'react';
import { nameOf } from '../card/reader-state.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Button } from '../design/button.tsx';
import { DefinitionList } from '../design/definition-list.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Progress } from '../design/progress.tsx';
import { StatusLine, TestMark } from '../design/status.tsx';
import { Page, Section } from '../frame/page.tsx';
import { PinAsked } from '../sign/pin-asked.tsx';
import { dateAlone } from '../words/dates.ts';
import { roleNames } from '../words/roles.ts';
import { useWords } from '../words/words.tsx';
import { usePrograms } from './programs-context.tsx';
import { placeOf } from './who-asks.ts';
import { useLogin } from './use-login.ts';

interface LoginScreenProps {
  readonly id: string;
  readonly reader: ReaderView | null;
  readonly onBack: () => void;
}

/** A login at a web page: where, asked by whom, as whom; then the authentication PIN. */
export function LoginScreen({ id, reader, onBack }: LoginScreenProps) {
  const { t } = useWords();
  const programs = usePrograms();
  const present = programs?.requests.find((request) => request.id === id);
  // What it was about stays on the screen after it has been answered.
  const last = useRef<ProgramRequest | null>(null);
  if (present) last.current = present;
  const request = present ?? last.current;
  if (!request) {
    return (
      <Page title={t('programs.login.title')}>
        {programs && <StatusLine status="absent">{t('programs.login.gone')}</StatusLine>}
        <p>
          <Button onPress={onBack}>{t('programs.login.back')}</Button>
        </p>
      </Page>
    );
  }
  return <OpenLogin request={request} over={!present} reader={reader} onBack={onBack} />;
}

interface OpenLoginProps extends Omit<LoginScreenProps, 'id'> {
  readonly request: ProgramRequest;
  readonly over: boolean;
}

function OpenLogin({ request, over, reader, onBack }: OpenLoginProps) {
  const { t, language } = useWords();
  const { desk, settings } = useDesk();
  const { caller } = request;
  const origin = placeOf(caller, t);
  const login = useLogin(request.id);
  const ready = reader?.state === 'hpki' ? reader : null;
  const readiness = useAnswer(
    async () => (ready ? await desk.programs.loginReadiness({ reader: ready.name }) : null),
    [desk, ready?.name, ready?.insertion, settings?.testMode],
  );
  const { certificate = null, failure: unfit = null, triesLeft = null, revocation } = readiness.value ?? {};
  const obstacle = readiness.failure ?? unfit;
  const done = login.progress?.state === 'done';
  const begin = () => ready && certificate && !obstacle && !over && !login.running && login.start(ready.name, certificate.sha256);
  const latest = useRef(begin);
  latest.current = begin;
  const back = useRef(onBack);
  back.current = login.running ? login.cancel : onBack;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (event.key === 'Escape') back.current();
      if (event.key === 'Enter' && !(event.target as Element).closest('button, a, input, select, textarea')) latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const who = certificate && [
    { term: t('programs.login.who'), value: nameOf(certificate) },
    { term: t('programs.login.role'), value: roleNames(certificate.hcRoles, t) },
    {
      term: t('programs.login.certificate'),
      value: t('programs.login.certificate-until', { date: dateAlone(certificate.notAfter, language) }),
    },
  ];
  return (
    <Page title={t('programs.login.title')} occasion={login.progress?.state}>
      <Section title={t('programs.login.where')}>
        <p className="login-origin">{origin}</p>
        <DefinitionList items={[{ term: t('programs.login.program'), value: caller.name }]} />
        {!done && <p>{t('programs.login.note')}</p>}
      </Section>
      <Section title={t('programs.login.who')}>
        {ready && !readiness.value && !readiness.failure && <StatusLine status="busy">{t('programs.login.checking')}</StatusLine>}
        {!certificate && !obstacle && (!ready || readiness.value) && (
          <>
            <StatusLine status="absent">{t('programs.login.no-card')}</StatusLine>
            <p>{t('programs.login.no-card-text')}</p>
          </>
        )}
        {certificate?.test && (
          <p>
            <TestMark>{t('frame.test.mark')}</TestMark>
          </p>
        )}
        {who && <DefinitionList items={who} />}
        {certificate && !done && (
          <p>
            {t('programs.login.tries', {
              tries: triesLeft === null ? t('card.tries.unknown-short') : t('card.tries.known', { tries: triesLeft }),
            })}
          </p>
        )}
        {certificate && revocation?.status === 'unknown' && <StatusLine status="unsure">{t('programs.login.revocation-unknown')}</StatusLine>}
        {obstacle && <ErrorPanel failure={obstacle} onRetry={readiness.ask} />}
      </Section>
      {login.progress?.state === 'awaiting-pin' && <PinAsked page={login.progress.pinPage} heading={t('programs.login.pin-waiting')} />}
      {(login.progress?.state === 'signing' || login.progress?.state === 'preparing') && <Progress label={t('programs.login.signing')} done={null} />}
      {done && <Done>{t('programs.login.done', { origin })}</Done>}
      {login.progress?.state === 'cancelled' && !over && <StatusLine status="absent">{t('programs.login.cancelled')}</StatusLine>}
      {over && !done && <StatusLine status="absent">{t('programs.login.gone')}</StatusLine>}
      {login.failure && <ErrorPanel failure={login.failure} />}
      <div className="form-actions">
        {!over && !done && !login.running && (
          <Button kind="primary" isDisabled={!certificate || obstacle !== null} onPress={begin}>
            {t('programs.login.start')}
          </Button>
        )}
        {login.running ? (
          <Button onPress={login.cancel}>{t('programs.login.stop')}</Button>
        ) : (
          <Button kind="quiet" onPress={onBack}>
            {t('programs.login.back')}
          </Button>
        )}
      </div>
    </Page>
  );
}
