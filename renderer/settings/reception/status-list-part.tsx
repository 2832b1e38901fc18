import { useState } from 'react';
import type { StatusListView } from '../../../main/api/schema/attendance.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { DefinitionList } from '../../design/definition-list.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { dateAndTime } from '../../words/dates.ts';
import { ageWords } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';
import { AuthorityComparison } from './authority-comparison.tsx';

interface Stranger {
  readonly file: File;
  readonly authority: string;
  /** Of its key, base64url as in RFC 7638. */
  readonly thumbprint: string;
}

const HOURS_A_DAY = 24;

/** The status list at hand and the way a new one comes: from an authority that is known, or is compared first. */
export function StatusListPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { failure, attempt } = useTrying();
  const known = useAnswer(() => desk.attendance.status(), [desk]);
  const [newest, setNewest] = useState<StatusListView | null>(null);
  const [stranger, setStranger] = useState<Stranger | null>(null);
  const place = useLostFocus<HTMLDivElement>(stranger);
  const take = (file: File, confirmed?: string) =>
    attempt(async () => {
      setStranger(null);
      setNewest(null);
      try {
        setNewest(await desk.attendance.importStatus({ file, ...(confirmed === undefined ? {} : { fingerprint: confirmed }) }));
      } catch (error) {
        const { code, detail } = failureOf(error);
        const { thumbprint, authority } = detail;
        if (code !== 'STATUS_LIST_AUTHORITY_UNKNOWN' || typeof thumbprint !== 'string') throw error;
        setStranger({ file, thumbprint, authority: String(authority) });
      }
    });
  const view = newest ?? known.value;
  return (
    <>
      {known.failure && <ErrorPanel failure={known.failure} onRetry={known.ask} />}
      {view && <StatusListFacts view={view} />}
      {newest && <Done>{t('reception.settings.status.done')}</Done>}
      {stranger ? (
        <AuthorityComparison
          authority={stranger.authority}
          thumbprint={stranger.thumbprint}
          onConfirmed={() => take(stranger.file, stranger.thumbprint)}
          onCancel={() => setStranger(null)}
        />
      ) : (
        <div ref={place} tabIndex={-1}>
          <FileDrop
            compact
            heading={t('reception.settings.status.drop')}
            note={t('reception.settings.status.drop-note')}
            choose={t('reception.settings.status.choose')}
            onFiles={([file]) => file && take(file)}
          />
        </div>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}

function StatusListFacts({ view: { version, issuedAt, ageDays, entries, authority } }: { readonly view: StatusListView }) {
  const { t, language } = useWords();
  if (version === null) return <p>{t('reception.settings.status.none')}</p>;
  const issued =
    issuedAt === null || ageDays === null
      ? ''
      : t('frame.date.both', { western: dateAndTime(issuedAt, language), era: ageWords(ageDays * HOURS_A_DAY, t) });
  return (
    <DefinitionList
      items={[
        { term: t('reception.settings.status.version'), value: version, code: true },
        { term: t('reception.settings.status.issued'), value: issued },
        { term: t('reception.settings.status.entries'), value: t('reception.settings.status.count', { count: entries }) },
        ...(authority ? [{ term: t('reception.settings.status.authority'), value: authority }] : []),
      ]}
    />
  );
}
