import type { PrescriptionServiceView } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel, FailureBody } from '../../design/error-panel.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

type Fault = PrescriptionServiceView['faults'][number];

/** The folders, when they were last looked into, and everything that is wrong there. */
export function TerminalCard({ view, onSettings }: { readonly view: PrescriptionServiceView; readonly onSettings: () => void }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const { terminal, lookedAt, faults } = view;
  return (
    <div className="card no-print">
      <h2>{t('requests.terminal.title')}</h2>
      {terminal ? (
        <>
          <p className="request-folders">{t('requests.terminal.folders', terminal)}</p>
          <p className="quiet">
            {lookedAt ? t('requests.terminal.looked', { at: dateAndTimeShort(lookedAt, language) }) : t('requests.terminal.not-looked')}
          </p>
        </>
      ) : (
        <p>{t('requests.terminal.none')}</p>
      )}
      {faults.map((fault) => (
        <FaultBanner key={`${fault.request} ${fault.failure.code} ${fault.since}`} fault={fault} />
      ))}
      <div className="tools">
        <Button onPress={onSettings}>{t(terminal ? 'requests.terminal.change' : 'requests.terminal.set')}</Button>
        {terminal && (
          <Button kind="quiet" isDisabled={working} onPress={() => attempt(() => desk.prescriptionRequests.collect())}>
            {t('requests.terminal.look')}
          </Button>
        )}
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}

/** A fault stays until a look finds it gone. */
function FaultBanner({ fault: { failure, since } }: { readonly fault: Fault }) {
  const { t, language } = useWords();
  const heading = t(knownKey(`errors.${failure.code}.heading`) ?? 'errors.INTERNAL_FAULT.heading', failure.detail);
  return (
    <Banner status="error" live="alert" heading={heading}>
      <p>{t('requests.terminal.fault-since', { at: dateAndTimeShort(since, language) })}</p>
      <FailureBody failure={failure} />
    </Banner>
  );
}
