import { useState } from 'react';
import type { PackageFile, ReceivedLetter } from '../../../main/api/schema/letters.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Icon } from '../../design/icon.tsx';
import { type Status, StatusLine } from '../../design/status.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { Section } from '../../frame/page.tsx';
import { go } from '../../frame/routes.ts';
import { fileSize } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';
import { LIST } from './letter-address.ts';
import { Paper } from './paper.tsx';
import { ReadLetter } from './read-letter.tsx';
import { Verdict } from './verdict.tsx';
import { useReceived } from './use-received.ts';
import { signersDiffer, wholeness } from './wholeness.ts';

const STATES: Readonly<Record<PackageFile['state'], Status>> = { same: 'success', different: 'error', missing: 'error', unlisted: 'warning' };

/** A letter that came: whether it is whole and whose it is, then what it says. */
export function ReceivedDesk({ id }: { readonly id: string }) {
  const known = useReceived(id);
  if (known.failure) return <ErrorPanel failure={known.failure} onRetry={known.ask} />;
  return known.value && <Received letter={known.value} />;
}

function Received({ letter }: { readonly letter: ReceivedLetter }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const { id, files, manifest, form, problems, document } = letter;
  const [status, words] = wholeness(letter);
  const [removing, setRemoving] = useState(false);
  const remove = () =>
    attempt(async () => {
      await desk.letters.removeReceived({ id });
      location.hash = LIST;
    });
  const save = (name: string) =>
    attempt(async () => {
      const file = await desk.letters.receivedFile({ id, name });
      saveCopy(file, file.name);
    });
  const columns: readonly Column<PackageFile>[] = [
    { id: 'name', title: t('letters.received.name'), names: true, cell: ({ name }) => <span className="letter-file-name">{name}</span> },
    { id: 'size', title: t('letters.received.size'), tight: true, align: 'end', cell: ({ size }) => fileSize(size, t) },
    {
      id: 'state',
      title: t('letters.received.state'),
      tight: true,
      cell: ({ state }) => <StatusLine status={STATES[state]}>{t(`letters.received.states.${state}`)}</StatusLine>,
    },
    {
      id: 'save',
      title: t('letters.received.save'),
      tight: true,
      cell: ({ name, state }) =>
        state !== 'missing' && (
          <Button kind="quiet" isDisabled={working} onPress={() => save(name)}>
            {t('letters.received.save')}
          </Button>
        ),
    },
  ];
  return (
    <div className="letter">
      <div className="letter-form">
        <p className="letter-head">
          <a className="page-back" href={LIST}>
            <Icon name="previous" size={16} />
            {t('letters.back')}
          </a>
        </p>
        <Banner status={status} heading={t(`letters.received.${words}`)} />
        {signersDiffer(letter) && <Banner status="warning" heading={t('letters.received.signers-differ')} />}
        {letter.letter && <Verdict title={t('letters.received.letter')} report={letter.letter.id} />}
        {manifest && <Verdict title={t('letters.received.manifest')} report={manifest.id} />}
        <Section title={t('letters.received.form')} {...(form ? { note: t('letters.received.form-note') } : {})}>
          {form ? <ReadLetter form={form} /> : <p className="quiet">{t('letters.received.no-form')}</p>}
          {problems.length > 0 && (
            <Banner status="warning" heading={t('letters.received.problems')}>
              <ul className="refused">
                {problems.map(({ rule, place }) => (
                  <li key={`${rule} ${place}`}>
                    <code>{rule}</code> {place}
                  </li>
                ))}
              </ul>
            </Banner>
          )}
        </Section>
        <Section title={t('letters.received.files')}>
          <DataTable label={t('letters.received.files')} columns={columns} rows={files} rowId={({ name }) => name} />
        </Section>
        {failure && <ErrorPanel failure={failure} />}
        {removing && (
          <div className="form-panel">
            <p>{t('letters.received.remove-ask')}</p>
            <ConfirmActions
              kind="danger"
              label={t('letters.received.remove-do')}
              isDisabled={working}
              onConfirm={remove}
              onCancel={() => setRemoving(false)}
            />
          </div>
        )}
        <div className="form-actions">
          {!removing && (
            <Button kind="quiet" onPress={() => setRemoving(true)}>
              {t('letters.received.remove')}
            </Button>
          )}
          <Button
            kind="primary"
            isDisabled={working}
            onPress={() => attempt(async () => go('clinic', 'letters', (await desk.letters.reply({ id })).id))}
          >
            {t('letters.received.reply')}
          </Button>
        </div>
      </div>
      {document ? <Paper document={document} title={t('letters.preview.title')} /> : <p className="quiet">{t('letters.received.no-letter')}</p>}
    </div>
  );
}
