import type { ProcedureItem } from '../../../main/api/schema/procedures.ts';
import { dateInBothCalendars } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { CertificateButton } from '../certificate-button.tsx';
import type { Names } from '../names.ts';
import { OwnActions } from '../own-actions.tsx';
import { ProcedureStanding } from '../procedure-standing.tsx';
import { RequestFacts } from '../request-facts.tsx';
import { Steps } from '../steps.tsx';

export interface OwnProcedureProps {
  readonly procedure: ProcedureItem;
  readonly names: Names;
  readonly onCorrect: () => void;
  readonly onDone: (words: string) => void;
}

/** One procedure of one's own: how it stands, what was asked, who has said what, and what can still be done. */
export function OwnProcedure({ procedure, names, onCorrect, onDone }: OwnProcedureProps) {
  const { t, language } = useWords();
  const { id, kind, state, request, askedAt, byProxy, corrected, steps, turn, own } = procedure;
  return (
    <div className="procedures-details">
      <ProcedureStanding procedure={procedure} own={null} names={names} />
      <p>{t(`procedures.self.asked.${byProxy ? 'proxy' : 'person'}`, { day: dateInBothCalendars(askedAt, language, t) })}</p>
      {corrected > 0 && <p className="quiet">{t('procedures.panel.corrected', { count: corrected })}</p>}
      {kind === 'certificate' && state === 'effective' && <CertificateButton id={id} />}
      <RequestFacts request={request} names={names} />
      <h4>{t('procedures.panel.steps')}</h4>
      <Steps steps={steps} names={names} turn={turn} />
      {own && <OwnActions id={id} onCorrect={onCorrect} onDone={onDone} />}
    </div>
  );
}
