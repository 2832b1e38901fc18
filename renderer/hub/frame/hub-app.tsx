import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Select } from '../../design/select.tsx';
import '../../frame/app.css';
import '../../frame/rail.css';
import { useWords, WordsProvider } from '../../words/words.tsx';
import { AssociationsPage } from '../associations/associations-page.tsx';
import { DesksPage } from '../desks/desks-page.tsx';
import { DifferencesPage } from '../differences/differences-page.tsx';
import { ImportsPage } from '../imports/imports-page.tsx';
import { OverviewPage } from '../overview/overview-page.tsx';
import { ReportsPage } from '../reports/reports-page.tsx';
import type { Session } from '../session/session.ts';
import { SessionProvider } from '../session/session-context.tsx';
import { type Ending, SignIn } from '../session/sign-in.tsx';
import { useIdle } from '../session/use-idle.ts';
import './hub-app.css';
import { THEMES, useLook } from './look.ts';
import { hubAddress, type HubPage, PAGES, useHubRoute } from './routes.ts';

const LANGUAGES = ['ja', 'en'] as const;
const IDLE_MS = 15 * 60_000;

const SCREENS: Readonly<Record<HubPage, (props: { readonly subject: string | null }) => React.ReactNode>> = {
  overview: OverviewPage,
  associations: AssociationsPage,
  desks: DesksPage,
  imports: ImportsPage,
  differences: DifferencesPage,
  reports: ReportsPage,
};

interface BarProps {
  readonly look: ReturnType<typeof useLook>;
  readonly onLeave?: () => void;
}

/** The name of the program, language and look, and the way out. */
function Bar({ look, onLeave }: BarProps) {
  const { t } = useWords();
  return (
    <header className="hub-bar">
      <p className="hub-bar-name">{t('hub.product')}</p>
      <div className="hub-bar-tools">
        <Select
          label={t('settings.language')}
          options={LANGUAGES.map((id) => ({ id, label: t(`settings.languages.${id}`) }))}
          value={look.language}
          onChange={(language) => look.change({ language })}
        />
        <Select
          label={t('settings.theme')}
          options={THEMES.map((id) => ({ id, label: t(`settings.themes.${id}`) }))}
          value={look.theme}
          onChange={(theme) => look.change({ theme })}
        />
        {onLeave && <Button onPress={onLeave}>{t('hub.sign-out')}</Button>}
      </div>
    </header>
  );
}

function Pages({ onIdle }: { readonly onIdle: () => void }) {
  const { t } = useWords();
  const { page, subject } = useHubRoute();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(page);
  useIdle(IDLE_MS, onIdle);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo({ top: 0 });
  }, [page]);
  const Screen = SCREENS[page];
  return (
    <>
      <nav className="rail" aria-label={t('frame.rail')}>
        <ul>
          {(Object.keys(PAGES) as HubPage[]).map((each) => (
            <li key={each}>
              <a href={hubAddress(each)} aria-current={each === page ? 'page' : undefined}>
                <Icon name={PAGES[each]} />
                {t(`hub.page.${each}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main ref={main} tabIndex={-1}>
        <Screen subject={subject} />
      </main>
    </>
  );
}

/** The page of whoever runs the hub: the way in, or its pages. */
export function HubApp() {
  const look = useLook();
  const [session, setSession] = useState<Session | null>(null);
  const [ending, setEnding] = useState<Ending | null>(null);
  const held = useRef<Session | null>(null);
  held.current = session;

  const end = useCallback((why: Ending) => {
    // Whatever the hub says, this page knows no key any more.
    void held.current?.leave().catch(() => {});
    setSession(null);
    setEnding(why);
  }, []);
  useEffect(() => {
    const hide = () => end('lost');
    const ask = (event: BeforeUnloadEvent) => {
      if (held.current) event.preventDefault();
    };
    window.addEventListener('pagehide', hide);
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('pagehide', hide);
      window.removeEventListener('beforeunload', ask);
    };
  }, [end]);

  return (
    <WordsProvider language={look.language}>
      {session ? (
        <SessionProvider value={session}>
          <div className="frame hub-frame">
            <Bar look={look} onLeave={() => end('left')} />
            <Pages onIdle={() => end('idle')} />
          </div>
        </SessionProvider>
      ) : (
        <div className="hub-outside">
          <Bar look={look} />
          <SignIn ending={ending} onSession={setSession} onLost={() => end('lost')} />
        </div>
      )}
    </WordsProvider>
  );
}
