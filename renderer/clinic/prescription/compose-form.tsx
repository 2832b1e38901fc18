import { type KeyboardEvent, useRef, useState } from 'react';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { Prescriber, PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { PrescriptionForm } from '../../sign/prescription/prescription-form.tsx';
import { PrescriptionWarnings } from '../../sign/prescription/prescription-warnings.tsx';
import { useWords } from '../../words/words.tsx';
import { enterMovesOn } from './enter-moves-on.ts';
import { FormProvider } from './form-context.tsx';
import { FurtherFields } from './further-fields.tsx';
import { GroupFields } from './group-fields.tsx';
import { InsuranceFields } from './insurance-fields.tsx';
import { type Kept, keepDraft } from './kept-draft.ts';
import { newGroup } from './new-draft.ts';
import { PatientFields } from './patient-fields.tsx';
import { withValue } from './paths.ts';
import { useComposed } from './use-composed.ts';

interface ComposeFormProps {
  readonly kept: Kept;
  readonly prescriber: Prescriber;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** A prescription is written on the left, and stands as the paper form on the right with what to look at. */
export function ComposeForm({ kept, prescriber, onSign }: ComposeFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { draft, left } = kept;
  const { value: composed, failure: lost } = useComposed(draft);
  const { working, failure, attempt } = useTrying();
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const end = useRef<HTMLDivElement>(null);

  const latest = useRef(kept);
  latest.current = kept;
  const set = (path: string, value: unknown) => {
    // Two fields may change within one event.
    latest.current = { ...latest.current, taken: false, draft: withValue(latest.current.draft, path, value) };
    keepDraft(latest.current);
  };
  const wrong = new Set(composed?.wrong.filter((path) => all || visited.has(path)));
  const visit = (path: string) => setVisited((before) => (before.has(path) ? before : new Set([...before, path])));

  const entry = useRef<HTMLDivElement>(null);
  const complete = (act: (whole: PrescriptionDraft) => Promise<unknown>) => {
    setAll(true);
    return attempt(async () => {
      const { wrong: lacking } = await desk.prescriptions.compose({ draft: latest.current.draft });
      if (lacking.length > 0) requestAnimationFrame(() => entry.current?.querySelector<HTMLElement>('input[aria-invalid]')?.focus());
      await act(latest.current.draft);
    });
  };
  const sign = () =>
    complete(async (whole) => {
      const taken = await desk.prescriptions.take({ draft: whole });
      keepDraft({ ...latest.current, taken: true });
      onSign([taken]);
    });
  const save = () =>
    complete(async (whole) => {
      const file = await desk.prescriptions.file({ draft: whole });
      saveCopy(file, file.name);
    });
  const endButton = () => end.current?.querySelector<HTMLElement>('button') ?? null;
  const onKeyDownCapture = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void sign();
    } else enterMovesOn(event, endButton);
  };
  return (
    <FormProvider value={{ value: draft, set, wrong, visit }}>
      <div className="compose">
        <div ref={entry} className="compose-entry" onKeyDownCapture={onKeyDownCapture}>
          {left.length > 0 && (
            <Banner status="warning" heading={t('compose.left.heading', { count: left.length })}>
              <p>{t('compose.left.text')}</p>
              <ul>
                {left.map((record) => (
                  <li key={record}>
                    <code>{record}</code>
                  </li>
                ))}
              </ul>
            </Banner>
          )}
          <PatientFields />
          <InsuranceFields draft={draft} />
          {draft.groups.map((group, index) => (
            <GroupFields
              // biome-ignore lint/suspicious/noArrayIndexKey: the order is what they are known by
              key={index}
              {...{ group, index, split: draft.split !== null }}
              removable={draft.groups.length > 1}
              onRemove={() =>
                set(
                  'groups',
                  draft.groups.filter((_one, other) => other !== index),
                )
              }
            />
          ))}
          <div>
            <Button icon="larger" onPress={() => set('groups', [...draft.groups, newGroup()])}>
              {t('compose.group.add')}
            </Button>
          </div>
          <FurtherFields draft={draft} licence={prescriber.licence} />
        </div>
        <section className="compose-paper" aria-label={t('compose.paper')}>
          <div className="form-actions" ref={end}>
            <Button kind="primary" icon="sign" onPress={sign} isDisabled={working}>
              {t('compose.sign')}
            </Button>
            <Button onPress={save} isDisabled={working}>
              {t('compose.save')}
            </Button>
            <span className="quiet compose-keys">{t('compose.keys')}</span>
          </div>
          {failure && <ErrorPanel failure={failure} />}
          {lost && <ErrorPanel failure={lost} />}
          {composed && (
            <>
              <PrescriptionWarnings warnings={composed.warnings} />
              <div className="compose-sheet">
                <PrescriptionForm prescription={composed.view} />
              </div>
            </>
          )}
        </section>
      </div>
    </FormProvider>
  );
}
