import type { AcceptedRequest, ProgramRequest } from '../../main/api/schema/programs.ts';
import type { ReaderView } from '../../main/api/schema/card.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { go, type Place } from '../frame/routes.ts';
import { timeOfDay } from '../words/dates.ts';
import { fileSize } from '../words/quantities.ts';
import { useWords } from '../words/words.tsx';
import { noticed } from './noticed.ts';
import { usePrograms } from './programs-context.tsx';
import './request-notice.css';
import { useSettled } from './use-settled.ts';
import { placeOf } from './who-asks.ts';

interface RequestNoticeProps {
  readonly workspace: Place;
  readonly reader: ReaderView | null;
  /** Ids of the documents on the signing screen. */
  readonly onDesk: readonly string[];
  /** Opens the document that a program wants signed, where everything is signed. */
  readonly onOpen: (accepted: AcceptedRequest) => void;
  /** The login that a person looks at has its own screen. */
  readonly onLogin: (request: string) => void;
}

/** What other programs ask now, whatever is on the screen. It takes no focus: whoever types a PIN or a word goes on typing. */
export function RequestNotice({ workspace, reader, onDesk, onOpen, onLogin }: RequestNoticeProps) {
  const { t } = useWords();
  const programs = usePrograms();
  const open = noticed(programs?.requests ?? [], workspace, onDesk);
  if (open.length === 0) return null;
  const shown = open.find(({ id }) => id === programs?.pointed) ?? open[0]!;
  return (
    <section className="request-notice" aria-label={t('programs.notice.title')}>
      <RequestBanner key={shown.id} request={shown} pointed={shown.id === programs?.pointed} reader={reader} onOpen={onOpen} onLogin={onLogin} />
      {open.length > 1 && <p className="quiet">{t('programs.notice.more', { count: open.length - 1 })}</p>}
    </section>
  );
}

interface RequestBannerProps extends Omit<RequestNoticeProps, 'workspace' | 'onDesk'> {
  readonly request: ProgramRequest;
  readonly pointed: boolean;
}

function RequestBanner({ request, pointed, reader, onOpen, onLogin }: RequestBannerProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const settled = useSettled(request.id);
  const { id, kind, caller, state, document, expiresAt, opened } = request;
  const waitsInBatch = state === 'accepted' && opened === null;
  const values = {
    program: caller.name,
    name: document?.name ?? '',
    size: document ? fileSize(document.size, t) : '',
    origin: placeOf(caller, t),
  };
  const card = reader?.state === 'hpki' ? reader.name : null;
  const answers = {
    sign: { words: t('programs.notice.open'), ready: true, press: () => attempt(async () => onOpen(await desk.programs.accept({ id }))) },
    verify: { words: t('programs.notice.verify-now'), ready: true, press: () => attempt(() => desk.programs.verify({ id })) },
    card: {
      words: t('programs.notice.show-card'),
      ready: card !== null,
      press: () => attempt(async () => card !== null && desk.programs.showCard({ id, reader: card })),
    },
    login: { words: t('programs.notice.log-in'), ready: true, press: () => onLogin(id) },
  } as const;
  const answer = answers[kind];
  return (
    <Banner
      status="info"
      live="status"
      heading={t(`programs.notice.${kind}`, values)}
      actions={
        state !== 'working' && (
          <>
            {waitsInBatch ? (
              <Button onPress={() => go('sign')}>{t('programs.notice.go')}</Button>
            ) : (
              <Button kind="primary" isDisabled={working || !settled || !answer.ready} onPress={answer.press}>
                {answer.words}
              </Button>
            )}
            <Button kind="quiet" isDisabled={working} onPress={() => attempt(() => desk.programs.decline({ id }))}>
              {t('programs.notice.decline')}
            </Button>
          </>
        )
      }
    >
      {pointed && <p>{t('programs.notice.pointed')}</p>}
      <p>{caller.origin === null ? t('programs.notice.from-here') : t('programs.notice.from-web', values)}</p>
      {state === 'waiting' && <p>{t(`programs.notice.${kind}-note`, values)}</p>}
      {state === 'accepted' && <p>{t(waitsInBatch ? 'programs.notice.in-batch' : 'programs.notice.accepted', values)}</p>}
      {state === 'working' && <StatusLine status="busy">{t('programs.notice.working')}</StatusLine>}
      {state === 'waiting' && kind === 'card' && card === null && <StatusLine status="absent">{t('programs.notice.no-card')}</StatusLine>}
      {state === 'waiting' && <p className="quiet">{t('programs.notice.until', { time: timeOfDay(expiresAt, language) })}</p>}
      {failure && <ErrorPanel failure={failure} />}
    </Banner>
  );
}
