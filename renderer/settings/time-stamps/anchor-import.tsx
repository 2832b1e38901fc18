import { useState } from 'react';
import type { TsaCertificateView } from '../../../main/api/schema/time-stamping.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { dateInBothCalendars } from '../../words/dates.ts';
import { fingerprint } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';
import { AccreditationFields, accreditationOf, draftOf } from './accreditation.tsx';

interface Candidate {
  readonly file: File;
  readonly certificate: TsaCertificateView;
}

/** Takes a certificate in: look at it, compare its fingerprint with what the operator publishes, say so, and only then trust it. */
export function AnchorImport({ onImported }: { readonly onImported: (name: string) => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { failure, attempt } = useTrying();
  const [candidate, setCandidate] = useState<Candidate | null>(null);
  const inspect = (file: File) => attempt(async () => setCandidate({ file, certificate: await desk.timeStamping.inspect({ file }) }));
  const end = () => setCandidate(null);
  const place = useLostFocus<HTMLDivElement>(candidate);
  if (candidate) {
    return <Comparison key={candidate.certificate.sha256} {...candidate} onEnd={end} onImported={onImported} />;
  }
  return (
    <div ref={place} tabIndex={-1} className="settings-import">
      <FileDrop
        compact
        heading={t('settings.import.drop')}
        note={t('settings.import.drop-note')}
        choose={t('settings.import.choose')}
        onFiles={([file]) => file && inspect(file)}
      />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}

interface ComparisonProps extends Candidate {
  readonly onEnd: () => void;
  readonly onImported: (name: string) => void;
}

function Comparison({ file, certificate, onEnd, onImported }: ComparisonProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [compared, setCompared] = useState(false);
  const [name, setName] = useState(certificate.name);
  const [draft, setDraft] = useState(() => draftOf(null));
  const { sha256, subject, issuer, notBefore, notAfter, use, imported } = certificate;
  const accreditation = accreditationOf(draft);
  const heading = useLostFocus<HTMLHeadingElement>(sha256, { atFirst: true });
  const unfit = imported ? t('settings.import.known') : use === 'other' ? t('settings.import.unfit') : null;
  const needs = !compared ? t('settings.import.needs-compared') : accreditation === undefined ? t('settings.accreditation.needs-source') : null;
  const take = () =>
    attempt(async () => {
      if (accreditation === undefined) return;
      const taken = name.trim() || certificate.name;
      await desk.timeStamping.import({ file, sha256, name: taken, accreditation });
      onImported(taken);
      onEnd();
    });
  return (
    <section className="settings-item" aria-label={t('settings.import.title')}>
      <h3 ref={heading} tabIndex={-1}>
        {t('settings.import.title')}
      </h3>
      <DefinitionList
        items={[
          { term: t('settings.certificate.subject'), value: subject, code: true },
          {
            term: t('settings.certificate.issuer'),
            value: certificate.selfSigned ? t('settings.certificate.self') : issuer,
            code: !certificate.selfSigned,
          },
          { term: t('settings.certificate.from'), value: dateInBothCalendars(notBefore, language, t) },
          { term: t('settings.certificate.until'), value: dateInBothCalendars(notAfter, language, t) },
          { term: t('settings.certificate.use'), value: t(`settings.certificate.uses.${use}`) },
        ]}
      />
      {unfit ? (
        <Banner status="warning" heading={unfit} live="status" />
      ) : (
        <>
          <p>{t('settings.import.compare')}</p>
          <code className="settings-fingerprint">{fingerprint(sha256)}</code>
          <Checkbox label={t('settings.import.compared')} note={t('settings.import.compared-note')} on={compared} onChange={setCompared} />
          <TextField label={t('settings.import.name')} value={name} onChange={setName} />
          <AccreditationFields draft={draft} onChange={setDraft} />
        </>
      )}
      <div className="settings-actions">
        {!unfit && (
          <Button kind="primary" isDisabled={needs !== null || working} onPress={take}>
            {t('settings.import.take')}
          </Button>
        )}
        <Button kind="quiet" onPress={onEnd}>
          {t('settings.cancel')}
        </Button>
        {!unfit && needs && <p className="quiet">{needs}</p>}
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
