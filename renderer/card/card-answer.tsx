import type { CardsView, ReaderView } from '../../main/api/schema/card.ts';
import { Banner } from '../design/banner.tsx';
import { DefinitionList } from '../design/definition-list.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TestMark } from '../design/status.tsx';
import { dateInBothCalendars } from '../words/dates.ts';
import { roleNames } from '../words/roles.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { holderCertificate, isCard, nameOf, notice, type Sight, SIGHT_STATUS, sightOf } from './reader-state.ts';

/** Sights that are failures with words of their own: what happened and what to do. */
const SIGHT_FAILURE: Partial<Record<Sight, string>> = {
  library: 'PCSC_LIBRARY_MISSING',
  service: 'PCSC_SERVICE_ABSENT',
  busy: 'READER_BUSY_ELSEWHERE',
  foreign: 'CARD_NOT_HPKI',
  failed: 'CARD_CERTIFICATE_UNREADABLE',
};

/** The first sentence of the screen: what is on the reader, or in words why nothing is seen. */
export function CardAnswer({ cards, reader }: { readonly cards: CardsView | null; readonly reader: ReaderView | null }) {
  const { t, language } = useWords();
  const sight = sightOf(cards, reader);
  const code = SIGHT_FAILURE[sight];
  if (code) return <ErrorPanel failure={reader?.failure ?? { code, detail: reader ? { reader: reader.name } : {} }} />;
  const certificate = holderCertificate(reader);
  const { status, words } = notice(cards, reader, t);
  const hint = knownKey(`card.hint.${sight}`);
  if (!certificate)
    return (
      <Banner status={SIGHT_STATUS[sight]} heading={t(knownKey(`card.answer.${sight}`) ?? 'card.answer.connecting')}>
        {hint && <p>{t(hint)}</p>}
      </Banner>
    );
  const days = certificate.daysLeft;
  const heading = t(isCard(reader) ? 'card.answer.hpki' : 'card.answer.key', { name: nameOf(certificate), reader: reader?.name ?? '' });
  return (
    <>
      <Banner status={status} heading={heading}>
        <p>{words}</p>
        {certificate.test && (
          <p className="card-test">
            <TestMark>{t('frame.test.mark')}</TestMark> {t('card.test')}
          </p>
        )}
      </Banner>
      <DefinitionList
        items={[
          { term: t('card.fact.holder'), value: <strong className="card-holder">{nameOf(certificate)}</strong> },
          { term: t('card.fact.role'), value: roleNames(certificate.hcRoles, t) },
          {
            term: t('card.valid-until'),
            value: (
              <>
                {dateInBothCalendars(certificate.notAfter, language, t)}
                <br />
                <strong>{days < 0 ? t('card.days-over', { days: -days }) : t('card.days-left', { days })}</strong>
              </>
            ),
          },
          { term: t('card.fact.reader'), value: reader?.name },
        ]}
      />
    </>
  );
}
