import type { ReaderView } from '../../main/api/schema/card.ts';
import type { EmergencyView } from '../../main/api/schema/qualification.ts';
import { holderCertificate, nameOf } from '../card/reader-state.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAgain } from '../client/use-again.ts';
import { useAnswer } from '../client/use-answer.ts';
import { Icon } from '../design/icon.tsx';
import { type Status, TestMark } from '../design/status.tsx';
import { dateAlone } from '../words/dates.ts';
import { roleNames } from '../words/roles.ts';
import { knownKey, type Translate } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { ANSWER_STATUS } from './records-part.tsx';

/** What an answer rests on runs out while a card lies there. */
const EVERY_MS = 60_000;
const HOURS_OF_A_DAY = 24;
const LONG_HOURS = 48;

const ageOf = (hours: number | null, t: Translate): string => {
  if (hours === null) return t('qualification.emergency.age-none');
  return hours >= LONG_HOURS
    ? t('qualification.emergency.age-days', { days: Math.floor(hours / HOURS_OF_A_DAY) })
    : t('qualification.emergency.age-hours', { hours: Math.floor(hours) });
};

/** What is said of a reader that shows nobody. */
const NOBODY: Partial<Record<ReaderView['state'], 'reading' | 'foreign' | 'failed'>> = { reading: 'reading', foreign: 'foreign', failed: 'failed' };

/**
 * Whose card it is, in letters for two metres. The name comes with the card as it lies there; what can be said of its certificates follows from what
 * is at hand now, without network or PIN. Nothing stays when the card goes.
 */
export function EmergencyPart({ reader }: { readonly reader: ReaderView | null }) {
  const { t } = useWords();
  const { desk, settings } = useDesk();
  const certificate = reader?.state === 'hpki' ? holderCertificate(reader) : null;
  const stay = certificate && reader ? `${reader.name} ${reader.insertion}` : null;
  const asked = useAnswer<{ readonly stay: string; readonly view: EmergencyView } | null>(
    async () => (stay && reader ? { stay, view: await desk.qualification.emergency({ reader: reader.name }) } : null),
    [desk, stay, settings?.testMode],
  );
  useAgain(asked.ask, stay === null ? null : EVERY_MS);
  const view = asked.value?.stay === stay ? asked.value.view : null;
  if (!certificate) {
    const why = reader && NOBODY[reader.state];
    return (
      <div className="emergency emergency-empty" role="status">
        <p className="emergency-name">{t(why ? `qualification.emergency.${why}` : 'qualification.emergency.put')}</p>
        <p className="emergency-more">{t('qualification.emergency.put-note')}</p>
      </div>
    );
  }
  return (
    <Somebody
      name={nameOf(certificate)}
      roles={certificate.hcRoles}
      notAfter={certificate.notAfter}
      view={view}
      test={certificate.test}
      failed={asked.failure !== null}
    />
  );
}

interface SomebodyProps {
  readonly name: string;
  readonly roles: readonly string[];
  readonly notAfter: string;
  readonly test: boolean;
  /** `null` while it is looked at. */
  readonly view: EmergencyView | null;
  readonly failed: boolean;
}

function Somebody({ name, roles, notAfter, test, view, failed }: SomebodyProps) {
  const { t, language } = useWords();
  const status: Status = view ? ANSWER_STATUS[view.answer] : failed ? 'unsure' : 'busy';
  const because = view?.because ? knownKey(`qualification.finding.${view.because}`) : null;
  const word = view
    ? t(`qualification.emergency.${view.answer}`)
    : t(failed ? 'qualification.emergency.indeterminate' : 'qualification.emergency.reading');
  return (
    <div className={`emergency tone-${status}`} role="status">
      <p className="emergency-identification">
        <strong>{t('qualification.emergency.identification')}</strong> {t('qualification.emergency.face')}
      </p>
      <p className="emergency-name" lang="ja">
        {name}
      </p>
      <p className="emergency-role">{roleNames(roles, t)}</p>
      <p className="emergency-answer">
        <Icon name={status} size={72} />
        <span>{word}</span>
        {test && <TestMark>{t('frame.test.mark')}</TestMark>}
      </p>
      {because && <p className="emergency-because">{t(because)}</p>}
      <dl className="emergency-more">
        <div>
          <dt>{t('qualification.emergency.age')}</dt>
          <dd>{view ? ageOf(view.ageHours, t) : t('qualification.emergency.reading')}</dd>
        </div>
        <div>
          <dt>{t('qualification.emergency.until')}</dt>
          <dd>{dateAlone(view?.notAfter ?? notAfter, language)}</dd>
        </div>
      </dl>
    </div>
  );
}
