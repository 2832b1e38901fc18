import type { CardsView, ReaderView } from '../../main/api/schema/card.ts';
import { holderCertificate, nameOf, notice, triesLeft } from '../card/reader-state.ts';
import { StatusLine, TestMark } from '../design/status.tsx';
import { roleNames } from '../words/roles.ts';
import { useWords } from '../words/words.tsx';
import './card-strip.css';

interface CardStripProps {
  readonly cards: CardsView | null;
  readonly reader: ReaderView | null;
  readonly testMode: boolean;
  /** Name of the region, where it is not the one of the frame. */
  readonly label?: string;
}

/** The card as it is now. Every fact has its place whether or not there is a card, so that nothing moves when one comes or goes. */
export function CardStrip({ cards, reader, testMode, label }: CardStripProps) {
  const { t } = useWords();
  const certificate = holderCertificate(reader);
  const tries = triesLeft(reader);
  const { status, words } = notice(cards, reader, t);
  const expired = certificate !== null && certificate.daysLeft < 0;
  const others = (cards?.readers.length ?? 1) - 1;
  const facts = [
    { id: 'holder', term: t('card.fact.holder'), value: certificate && nameOf(certificate), main: true },
    { id: 'role', term: t('card.fact.role'), value: certificate && roleNames(certificate.hcRoles, t) },
    {
      id: 'days',
      term: expired ? t('card.fact.expired-since') : t('card.fact.days-left'),
      value: certificate && t('frame.unit.days', { days: Math.abs(certificate.daysLeft) }),
    },
    {
      id: 'tries',
      term: t('card.fact.tries-left'),
      value: certificate && (tries === null ? t('card.tries.unknown-short') : t('card.tries.known', { tries })),
    },
    {
      id: 'reader',
      term: t('card.fact.reader'),
      value: reader && [reader.name, others > 0 && t('card.more-readers', { count: others })].filter(Boolean).join(' '),
    },
  ];
  return (
    <section className="card-strip" aria-label={label ?? t('frame.strip')}>
      <p className="card-strip-product">{t('frame.product')}</p>
      <dl className="card-strip-facts">
        {facts.map(({ id, term, value, main }) => (
          <div key={id} className={`card-strip-${id}`}>
            <dt>{term}</dt>
            <dd className={main ? 'card-strip-main' : undefined} title={value ?? undefined}>
              {value ?? <span aria-hidden="true">—</span>}
              {value === null && <span className="unseen">{t('card.none')}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <p className="card-strip-notice" role="status">
        <StatusLine status={status}>{words}</StatusLine>
      </p>
      <p className="card-strip-test">{(testMode || certificate?.test) && <TestMark>{t('frame.test.mark')}</TestMark>}</p>
    </section>
  );
}
