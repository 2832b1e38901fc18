import { useState } from 'react';
import type { TsaAnchorView } from '../../../main/api/schema/time-stamping.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { dateAlone, dateInBothCalendars } from '../../words/dates.ts';
import { fingerprint } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';
import { HostOffer } from '../network/host-offer.tsx';
import { AccreditationFields, accreditationOf, accreditationWords, draftOf } from './accreditation.tsx';

interface AnchorItemProps {
  readonly anchor: TsaAnchorView;
  /** Hosts from which revocation data may always be fetched. */
  readonly published: readonly string[];
  /** The list changed; says what was done. */
  readonly onChange: (done: string) => void;
}

/** One authority whose time stamps count; its accreditation can be recorded, and it can be taken out in two steps. */
export function AnchorItem({ anchor, published, onChange }: AnchorItemProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [open, setOpen] = useState<'nothing' | 'accreditation' | 'removal'>('nothing');
  const [draft, setDraft] = useState(() => draftOf(anchor.accreditation));
  const { sha256, name, subject, notAfter, importedAt, revocationHosts } = anchor;
  const heading = useLostFocus<HTMLHeadingElement>(open);
  const record = accreditationOf(draft);
  const finish = (done: string, work: () => Promise<unknown>) =>
    attempt(async () => {
      await work();
      setOpen('nothing');
      onChange(done);
    });
  return (
    <li className="settings-item">
      <h3 ref={heading} tabIndex={-1}>
        {name}
      </h3>
      <DefinitionList
        items={[
          { term: t('settings.certificate.subject'), value: subject, code: true },
          { term: t('settings.certificate.fingerprint'), value: fingerprint(sha256), code: true },
          { term: t('settings.certificate.until'), value: dateInBothCalendars(notAfter, language, t) },
          { term: t('settings.anchors.imported-at'), value: dateAlone(importedAt, language) },
          { term: t('settings.accreditation.title'), value: accreditationWords(anchor.accreditation, t, language) },
        ]}
      />
      <HostOffer hosts={revocationHosts} published={published} />
      {open === 'accreditation' && <AccreditationFields draft={draft} onChange={setDraft} />}
      {open === 'removal' && <p role="status">{t('settings.anchors.remove-note', { name })}</p>}
      <div className="settings-actions">
        {open === 'nothing' && <Button onPress={() => setOpen('accreditation')}>{t('settings.accreditation.change')}</Button>}
        {open === 'nothing' && <Button onPress={() => setOpen('removal')}>{t('settings.anchors.remove')}</Button>}
        {open === 'accreditation' && (
          <Button
            isDisabled={working || record === undefined}
            onPress={() =>
              record !== undefined &&
              finish(t('settings.accreditation.done', { name }), () => desk.timeStamping.setAccreditation({ sha256, accreditation: record }))
            }
          >
            {t('settings.save')}
          </Button>
        )}
        {open === 'removal' && (
          <Button
            kind="danger"
            isDisabled={working}
            onPress={() => finish(t('settings.anchors.removed', { name }), () => desk.timeStamping.remove({ sha256 }))}
          >
            {t('settings.anchors.remove-confirm')}
          </Button>
        )}
        {open !== 'nothing' && (
          <Button kind="quiet" onPress={() => setOpen('nothing')}>
            {t('settings.cancel')}
          </Button>
        )}
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </li>
  );
}
