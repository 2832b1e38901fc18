import { type ReactNode, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { AcceptedRequest } from '../../main/api/schema/programs.ts';
import type { OpenedDocument } from '../../main/api/schema/document.ts';
import { AuditScreen } from '../audit/audit-screen.tsx';
import { CardScreen } from '../card/card-screen.tsx';
import { holderCertificate, readerOfInterest } from '../card/reader-state.ts';
import { useDesk } from '../client/desk-context.tsx';
import { ComponentsScreen } from '../components/components-screen.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { DocumentsScreen } from '../documents/documents-screen.tsx';
import { useGlance } from '../exchange/use-glance.ts';
import { InterruptedNotice } from '../reception/interrupted.tsx';
import { useDrafts } from '../seminars/use-drafts.ts';
import { LoginScreen } from '../requests/login-screen.tsx';
import { ProgramsProvider } from '../requests/programs-context.tsx';
import { RequestNotice } from '../requests/request-notice.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { SignScreen } from '../sign/sign-screen.tsx';
import { useSigning } from '../sign/use-signing.ts';
import { useVerifying } from '../verify/use-verifying.ts';
import { VerifyScreen } from '../verify/verify-screen.tsx';
import { useWords, WordsProvider } from '../words/words.tsx';
import './app.css';
import { CardStrip } from './card-strip.tsx';
import { ComingScreen } from './coming-screen.tsx';
import {
  AuthorityScreen,
  ClinicScreen,
  CreditsScreen,
  ExchangeScreen,
  HallScreen,
  KioskScreen,
  MembersScreen,
  ProceduresScreen,
  QualificationScreen,
  SeminarsScreen,
} from './later-screens.ts';
import { Rail } from './rail.tsx';
import { go, type Place, useRoute, WINDOWS } from './routes.ts';

/** Strip, rail and the workspace asked for. Work in hand lives here, above the screens, so that looking elsewhere never loses it. */
function Frame() {
  const { t } = useWords();
  const { cards, settings, loss } = useDesk();
  const { workspace, subject, part } = useRoute();
  const [chosen, setChosen] = useState<string | null>(null);
  const reader = readerOfInterest(cards, chosen);
  const signing = useSigning(reader);
  const verifying = useVerifying(workspace === 'verify' ? subject : null);
  const drafts = useDrafts();
  const main = useRef<HTMLElement>(null);
  const test = settings?.testMode === true || holderCertificate(reader)?.test === true;

  const shown = useRef(workspace);
  useEffect(() => {
    if (shown.current === workspace) return;
    shown.current = workspace;
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo({ top: 0 });
  }, [workspace]);

  const sign = (documents: readonly OpenedDocument[]) => {
    signing.desk.receive(documents);
    signing.review();
    go('sign');
  };
  const open = ({ document }: AcceptedRequest) => {
    sign([document]);
    signing.desk.show(document.id);
  };
  const alone = WINDOWS.some((whole) => whole === workspace);
  const glance = useGlance(alone);
  const screens: Readonly<Record<Place, () => ReactNode>> = {
    card: () => <CardScreen reader={reader} onChoose={setChosen} />,
    sign: () => <SignScreen signing={signing} reader={reader} onChoose={setChosen} />,
    verify: () => <VerifyScreen verifying={verifying} />,
    clinic: () => <ClinicScreen part={subject} id={part} onSign={sign} />,
    qualification: () => <QualificationScreen part={subject} reader={reader} onChoose={setChosen} />,
    documents: () => <DocumentsScreen />,
    reception: () => <SeminarsScreen subject={subject} part={part} drafts={drafts} onSign={sign} />,
    credits: () => <CreditsScreen />,
    authority: () => <AuthorityScreen part={subject} id={part} />,
    members: () => (subject === 'procedures' ? <ProceduresScreen /> : <MembersScreen />),
    exchange: () => <ExchangeScreen part={subject} onState={glance.see} />,
    audit: () => <AuditScreen />,
    settings: () => <SettingsScreen part={subject} />,
    components: () => <ComponentsScreen />,
    hall: () => <HallScreen seminar={subject ?? ''} />,
    kiosk: () => <KioskScreen />,
    login: () => <LoginScreen key={subject} id={subject ?? ''} reader={reader} onBack={() => go('card')} />,
  };
  const screen = <Suspense fallback={<ComingScreen />}>{screens[workspace]()}</Suspense>;
  if (alone) return screen;
  return (
    <ProgramsProvider>
      <div className={test ? 'frame frame-test' : 'frame'}>
        <button type="button" className="skip" onClick={() => main.current?.focus()}>
          {t('frame.skip')}
        </button>
        <header>
          <CardStrip cards={cards} reader={reader} testMode={settings?.testMode === true} />
        </header>
        <Rail current={workspace} duties={settings?.duties ?? []} marks={glance.looks ? { exchange: t('exchange.rail.attention') } : {}} />
        <main ref={main} tabIndex={-1}>
          {loss && (
            <div className="frame-loss">
              <ErrorPanel failure={loss} />
            </div>
          )}
          <div className="frame-notice">
            <InterruptedNotice occasion={workspace} />
            {workspace !== 'login' && (
              <RequestNotice
                workspace={workspace}
                reader={reader}
                onDesk={signing.desk.open.map(({ id }) => id)}
                onOpen={open}
                onLogin={(id) => go('login', id)}
              />
            )}
          </div>
          {screen}
        </main>
      </div>
    </ProgramsProvider>
  );
}

export function App() {
  const { settings } = useDesk();
  const theme = settings?.theme ?? 'system';
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <WordsProvider language={settings?.language ?? 'ja'}>
      <Frame />
    </WordsProvider>
  );
}
