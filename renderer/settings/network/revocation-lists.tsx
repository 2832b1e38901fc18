import { useState } from 'react';
import type { RevocationPlace, RevocationView } from '../../../main/api/schema/revocation.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { type Status, StatusLine } from '../../design/status.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { ageWords } from '../../words/quantities.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

const STATUS: Readonly<Record<RevocationPlace['state'], Status>> = { current: 'success', outdated: 'warning', missing: 'absent' };

interface RevocationListsProps {
  readonly view: RevocationView;
  readonly fetches: boolean;
  readonly onRefreshed: () => void;
}

/** The revocation data at hand, how old it is, and what kept the last fetch from succeeding. */
export function RevocationLists({ view, fetches, onRefreshed }: RevocationListsProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [newest, setNewest] = useState(view);
  const [refreshed, setRefreshed] = useState(false);
  const failed = newest.places.filter(({ lastFailure }) => lastFailure).length;
  const refresh = () =>
    attempt(async () => {
      setRefreshed(false);
      setNewest(await desk.revocation.refresh({}));
      setRefreshed(true);
      onRefreshed();
    });
  const columns: readonly Column<RevocationPlace>[] = [
    {
      id: 'address',
      title: t('settings.revocation.column.address'),
      names: true,
      cell: ({ address, issuer }) => (
        <>
          <code>{address}</code>
          {issuer && <span className="quiet revocation-issuer">{issuer}</span>}
        </>
      ),
    },
    {
      id: 'state',
      title: t('settings.revocation.column.state'),
      cell: ({ state, kind, thisUpdate, ageHours, lastFailure }) => (
        <>
          <StatusLine status={STATUS[state]}>{t(`settings.revocation.state.${state}`)}</StatusLine>
          {thisUpdate && ageHours !== null && (
            <span className="revocation-issuer">
              {t(`settings.revocation.as-of.${kind}`, { time: dateAndTimeShort(thisUpdate, language), age: ageWords(ageHours, t) })}
            </span>
          )}
          {lastFailure && (
            <span className="quiet revocation-issuer">
              {t('settings.revocation.failed', {
                time: dateAndTimeShort(lastFailure.at, language),
                what: t(knownKey(`errors.${lastFailure.code}.heading`) ?? 'errors.INTERNAL_FAULT.heading'),
                code: lastFailure.code,
              })}
            </span>
          )}
        </>
      ),
    },
  ];
  return (
    <>
      {newest.places.length === 0 ? (
        <p>{t('settings.revocation.none')}</p>
      ) : (
        <DataTable label={t('settings.revocation.table')} columns={columns} rows={newest.places} rowId={({ address }) => address} />
      )}
      <div className="settings-actions">
        <Button isDisabled={working || !fetches} onPress={refresh}>
          {t('settings.revocation.refresh')}
        </Button>
        {!fetches && <p className="quiet">{t('settings.revocation.not-fetching')}</p>}
      </div>
      {working && <Progress label={t('settings.revocation.working')} done={null} />}
      {refreshed && !working && failed === 0 && <Done>{t('settings.revocation.refreshed')}</Done>}
      {refreshed && !working && failed > 0 && (
        <Banner status="warning" live="status" heading={t('settings.revocation.not-refreshed', { failed, total: newest.places.length })}>
          <p>{t('settings.revocation.not-refreshed-next')}</p>
        </Banner>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
