import { useState } from 'react';
import type { AdvanceAnswer, CredentialObject, HolderPage } from '../../../main/api/schema/credentials.ts';
import type { HandOverCard } from '../../../main/api/schema/issuing.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';
import { AnswerNotice } from '../person/answer-notice.tsx';
import { useNonce } from '../use-nonce.ts';
import { StateLine } from '../words/state-line.tsx';
import './hand-over.css';
import { HandOverForm, type HandOverDraft } from './hand-over-form.tsx';
import { ReaderChoice } from './reader-choice.tsx';
import { SeenCard } from './seen-card.tsx';

interface HandOverProps {
  readonly page: HolderPage;
  readonly order: CredentialObject;
  readonly onPage: (page: HolderPage) => void;
}

/** States in which a card can be handed over. */
const OPEN: ReadonlySet<string> = new Set(['notified', 'overdue']);

/** One hand-over, from above to below: whom, the card on the reader, the papers, and the PIN where the holder types it. */
export function HandOver({ page, order, onPage }: HandOverProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const nonce = useNonce();
  const { working, failure, attempt } = useTrying();
  const [seen, setSeen] = useState<HandOverCard | null>(null);
  const [answer, setAnswer] = useState<AdvanceAnswer | null>(null);
  const { fields } = page;
  const read = (reader: string) =>
    attempt(async () => {
      setSeen(null);
      setSeen(await desk.credentials.handOver.read({ order: order.id, reader }));
    });
  const complete = ({ evidence, possession, reason }: HandOverDraft) =>
    attempt(async () => {
      if (!seen) return;
      const hashes = seen.certificates.map(({ sha256 }) => sha256);
      const done = await desk.credentials.handOver.complete({
        nonce,
        order: order.id,
        reader: seen.reader,
        seen: hashes,
        evidence: [...evidence],
        possession,
        reason,
      });
      setAnswer(done);
      onPage(done.page);
    });
  const stopped = seen?.findings.some(({ stops }) => stops) === true || seen?.certificates.length === 0;
  return (
    <Page
      title={t('credentials.screen.hand-over.title', { name: fields.name })}
      back={{ href: personAddress(page.holder), label: t('credentials.screen.hand-over.back') }}
      occasion={answer}
    >
      <p className="hand-over-who">
        <StateLine kind="order" state={order.state} />
        <span>{order.id}</span>
        <span>{t('credentials.screen.search.registration', { registration: fields.registration })}</span>
        <span lang="ja">{fields.kana}</span>
      </p>
      {answer ? (
        <AnswerNotice words={t('credentials.screen.parts.hand-over')} answer={answer} />
      ) : OPEN.has(order.state) ? (
        <>
          <Section title={t('credentials.screen.hand-over.step-card')}>
            <ReaderChoice working={working} onRead={read} />
            {seen && <SeenCard card={seen} />}
          </Section>
          {seen && !stopped && (
            <Section title={t('credentials.screen.hand-over.step-papers')}>
              <HandOverForm identity={page.identity} asksReason={seen.asksReason} working={working} onComplete={complete} />
            </Section>
          )}
          {failure && <ErrorPanel failure={failure} />}
        </>
      ) : (
        <p>{t('credentials.screen.hand-over.not-now')}</p>
      )}
    </Page>
  );
}
